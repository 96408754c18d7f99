-- How the store's connections are encrypted. An operator's question to PostgreSQL, not the store's.
SELECT DISTINCT coalesce(version, 'not at all')
FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
WHERE application_name = 'subrosa'
