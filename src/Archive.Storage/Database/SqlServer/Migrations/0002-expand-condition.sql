-- As 0008 for PostgreSQL says.
ALTER TABLE cluster_heartbeat ADD lag_ms INT, not_ready_reason VARCHAR(MAX);
