-- A replica shows what it has received.
SELECT pg_wal_replay_resume()
