-- What a member says of itself with each beat, for whoever asks any of them how the cluster does. NULL, too: an earlier version does not say.
ALTER TABLE cluster_heartbeat ADD COLUMN lag_ms INTEGER;          -- how long before it last saw the end of the journal
ALTER TABLE cluster_heartbeat ADD COLUMN not_ready_reason TEXT;   -- why it takes no objects; NULL: it does
