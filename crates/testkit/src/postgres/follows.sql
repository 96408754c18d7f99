-- How many standbys have everything, and are waited for. An operator's question to PostgreSQL, not the store's.
SELECT count(*)
FROM pg_stat_replication, pg_control_checkpoint() AS checkpoint
WHERE sync_state = 'sync' AND flush_lsn >= checkpoint.checkpoint_lsn
