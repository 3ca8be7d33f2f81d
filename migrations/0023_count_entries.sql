UPDATE channels SET entries = (SELECT COUNT(*) FROM entries WHERE channel = channels.key);
