-- The version of a wire's item that is stored, by the wire's own count. NULL where none was said.
ALTER TABLE receipts ADD COLUMN version INTEGER;
