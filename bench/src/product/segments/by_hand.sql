-- The questions of rules.rs as one would ask them by hand, each behind the name of its rule. All of a brand; times in microseconds.
-- A plus before a column has SQLite look up the contact's own orders, where it would go through everyone's of that time.

--: agree to offers
SELECT count(*) FROM consents WHERE brand = :brand AND topic = 'offers' AND channel = 1 AND state = 1

--: gold customers
SELECT count(*) FROM contact_values WHERE brand = :brand AND attribute = 'tier' AND substr(value, 1, 200) = 'gold'

--: gold or silver who agree
SELECT count(*) FROM contact_values v
JOIN consents c ON c.brand = v.brand AND c.contact = v.contact AND c.topic = 'offers' AND c.channel = 1 AND c.state = 1
WHERE v.brand = :brand AND v.attribute = 'tier' AND substr(v.value, 1, 200) IN ('gold', 'silver')

--: birthday within a week
SELECT count(*) FROM contact_values WHERE brand = :brand AND attribute = 'born' AND substr(value, 1, 200) >= ''
AND substr(substr(value, 1, 200), 6) IN (
    WITH RECURSIVE days(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM days WHERE n < 6)
    SELECT strftime('%m-%d', :now / 1000000, 'unixepoch', '+' || n || ' days') FROM days)

--: ordered in the last 30 days
SELECT count(DISTINCT contact) FROM contact_orders
WHERE brand = :brand AND placed_at >= :now - 30 * :day AND placed_at <= :now AND counts = 1

--: did not order in 90 days, agree
SELECT count(*) FROM consents c WHERE c.brand = :brand AND c.topic = 'offers' AND c.channel = 1 AND c.state = 1
AND c.contact NOT IN (SELECT contact FROM contact_orders
    WHERE brand = :brand AND placed_at >= :now - 90 * :day AND placed_at <= :now AND counts = 1)

--: began to pay and did not buy this week
SELECT count(*) FROM (
    SELECT contact FROM custom_events WHERE brand = :brand AND name = 'Checkout Started' AND at >= :now - 7 * :day AND at <= :now
    EXCEPT
    SELECT contact FROM custom_events WHERE brand = :brand AND name = 'Order Completed' AND at >= :now - 7 * :day AND at <= :now)

--: viewed twice in 30 days, agree
SELECT count(*) FROM (
    SELECT contact FROM custom_events
    WHERE brand = :brand AND name = 'Product Viewed' AND at >= :now - 30 * :day AND at <= :now GROUP BY contact HAVING count(*) >= 2) e
JOIN consents c ON c.brand = :brand AND c.contact = e.contact AND c.topic = 'offers' AND c.channel = 1 AND c.state = 1

--: gold, spent 200 in a year
SELECT count(*) FROM (
    SELECT v.contact FROM contact_values v
    JOIN contact_orders o ON o.brand = v.brand AND o.contact = v.contact
    WHERE v.brand = :brand AND v.attribute = 'tier' AND substr(v.value, 1, 200) = 'gold'
    AND o.placed_at >= :now - 365 * :day AND o.placed_at <= :now AND o.counts = 1 AND o.currency = 'EUR'
    GROUP BY v.contact HAVING sum(o.value) >= 20000)

--: first order this month
SELECT count(*) FROM (
    SELECT DISTINCT contact FROM contact_orders
    WHERE brand = :brand AND placed_at >= :now - 30 * :day AND placed_at <= :now AND counts = 1) n
WHERE NOT EXISTS (SELECT 1 FROM contact_orders o
    WHERE o.brand = :brand AND o.contact = n.contact AND +o.placed_at < :now - 30 * :day AND o.counts = 1)

--: of one city, more than 20 visits
SELECT count(*) FROM contact_values v
JOIN contact_values w ON w.brand = v.brand AND w.contact = v.contact AND w.attribute = 'visits'
WHERE v.brand = :brand AND v.attribute = 'city' AND substr(v.value, 1, 200) = 'Kyiv 7' AND CAST(w.value AS REAL) > 20

--: bought bowls this year
SELECT count(DISTINCT l.contact) FROM order_words w JOIN contact_orders l ON l.order_id = w.order_id
WHERE w.brand = :brand AND w.kind = 2 AND w.word = 'bowls' AND l.placed_at >= :now - 365 * :day AND l.placed_at <= :now AND l.counts = 1

--: viewed boots in 90 days
SELECT count(DISTINCT contact) FROM custom_events
WHERE brand = :brand AND name = 'Product Viewed' AND at >= :now - 90 * :day AND at <= :now
AND lower(properties ->> '$.category') = 'boots'

--: spent 500 ever
SELECT count(*) FROM (
    SELECT contact FROM contact_orders WHERE brand = :brand AND placed_at <= :now AND counts = 1 AND currency = 'EUR'
    GROUP BY contact HAVING sum(value) >= 50000)

--: average above 80
SELECT count(*) FROM (
    SELECT contact FROM contact_orders WHERE brand = :brand AND placed_at <= :now AND counts = 1 AND currency = 'EUR'
    GROUP BY contact HAVING sum(value) / count(*) >= 8000)

--: best customers by all three
SELECT count(*) FROM (
    SELECT 1 + (rank() OVER (ORDER BY last_at) - 1) * 5 / count(*) OVER () AS recency,
        1 + (rank() OVER (ORDER BY orders) - 1) * 5 / count(*) OVER () AS frequency,
        1 + (rank() OVER (ORDER BY spent) - 1) * 5 / count(*) OVER () AS money
    FROM (SELECT max(placed_at) AS last_at, count(*) AS orders, sum(value) AS spent FROM contact_orders
        WHERE brand = :brand AND placed_at >= :now - 365 * :day AND placed_at <= :now AND counts = 1 GROUP BY contact))
WHERE recency >= 4 AND frequency >= 4 AND money >= 4

--: ever viewed five times
SELECT count(*) FROM (
    SELECT contact FROM custom_events WHERE brand = :brand AND name = 'Product Viewed' AND at <= :now
    GROUP BY contact HAVING count(*) >= 5)

--: last seen over half a year ago
SELECT count(*) FROM (
    SELECT contact FROM custom_events WHERE brand = :brand AND name = 'Page Viewed' AND at <= :now
    GROUP BY contact HAVING max(at) < :now - 180 * :day)

--: never did anything
SELECT count(*) FROM (
    SELECT conversation FROM members WHERE account = :brand
    EXCEPT SELECT contact FROM custom_events WHERE brand = :brand AND name = 'Page Viewed' AND at <= :now
    EXCEPT SELECT contact FROM custom_events WHERE brand = :brand AND name = 'Product Viewed' AND at <= :now
    EXCEPT SELECT contact FROM contact_orders WHERE brand = :brand AND placed_at <= :now AND counts = 1)

--: everything at once
SELECT count(*) FROM (
    SELECT contact FROM custom_events
    WHERE brand = :brand AND name = 'Product Viewed' AND at >= :now - 90 * :day AND at <= :now
    AND lower(properties ->> '$.category') = 'boots' GROUP BY contact HAVING count(*) >= 2) e
JOIN consents c ON c.brand = :brand AND c.contact = e.contact AND c.topic = 'offers' AND c.channel = 1 AND c.state = 1
JOIN contact_values v ON v.brand = :brand AND v.contact = e.contact AND v.attribute = 'tier' AND v.value IN ('gold', 'silver')
WHERE ((SELECT sum(value) FROM contact_orders o WHERE o.brand = :brand AND o.contact = e.contact AND o.counts = 1
        AND o.currency = 'EUR' AND +o.placed_at >= :now - 365 * :day AND +o.placed_at <= :now) >= 20000
    OR EXISTS (SELECT 1 FROM contact_orders o WHERE o.brand = :brand AND o.contact = e.contact AND o.counts = 1
        AND +o.placed_at >= :now - 30 * :day AND +o.placed_at <= :now))
AND NOT EXISTS (SELECT 1 FROM custom_events x
    WHERE x.brand = :brand AND x.contact = e.contact AND x.name = 'Order Completed' AND x.at >= :now - 7 * :day AND x.at <= :now)
