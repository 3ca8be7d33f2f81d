-- The URL of a topic as it was sent, where that is another spelling of it: callbacks are asked and told with that. NULL where
-- it is the same.
ALTER TABLE hub_requests ADD COLUMN spelling TEXT;
ALTER TABLE subscriptions ADD COLUMN spelling TEXT;

-- Hosts without subscriptions go from now on: anybody can make up a name for each request.
DELETE FROM hub_hosts WHERE subscriptions <= 0;
