-- How far a replica has come with showing it.
SELECT pg_last_wal_replay_lsn()
