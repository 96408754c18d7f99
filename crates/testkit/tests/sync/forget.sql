UPDATE threads SET counted = 0;
DELETE FROM report_quarters;
DELETE FROM report_tallies;
DELETE FROM report_facts;
INSERT INTO jobs (id, kind, account, position) SELECT account, 'count_reports', account, 0 FROM brands;
