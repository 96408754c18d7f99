-- From now on a replica shows nothing new. An operator's word to PostgreSQL, not the store's; so are its neighbours.
SELECT pg_wal_replay_pause()
