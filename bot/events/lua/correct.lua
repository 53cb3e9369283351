-- A correction in one step: events and series are written or taken away, the index and what is known of articles
-- follow, and what was said is kept.
--
-- Nothing happens when any event or series has changed since it was read: the caller reads again.
-- KEYS: 1 change counter, 2 kept corrections, 3 events by time, 4 series by time, 5… events and series
-- ARGV: 1 the change as JSON: written: for each of KEYS[5…] {revision as read, value ('' to take away), seconds it is
--     kept, which of KEYS has it by time, its id, its time}; index: {event, {terms}} to find events by, unindex: the same, no longer; records: {key, article, answer
--     ('' to forget)}; moved: {key, id it is known by now}; said: the correction ('' for none)
--   2 seconds of corrections, 3 seconds of articles, 4 prefix of postings, 5 most postings
-- Returns 1, or 0 where something has changed.

local change = cjson.decode(ARGV[1])
for at, written in ipairs(change.written) do
  if (redis.call('HGET', KEYS[at + 4], 'rev') or '0') ~= tostring(written[1]) then return 0 end
end
for at, written in ipairs(change.written) do
  local key, by_time = KEYS[at + 4], KEYS[written[4]]
  if written[2] == '' then
    redis.call('DEL', key)
    redis.call('ZREM', by_time, written[5])
  else
    redis.call('ZADD', by_time, written[6], written[5])
    redis.call('EXPIRE', by_time, ARGV[2])
    redis.call('HSET', key, 'rev', written[1] + 1, 'value', written[2])
    redis.call('EXPIRE', key, written[3])
  end
end
for _, each in ipairs(change.unindex) do
  for _, term in ipairs(each[2]) do redis.call('LREM', ARGV[4] .. term, 0, each[1]) end
end
for _, each in ipairs(change.index) do
  for _, term in ipairs(each[2]) do
    local key = ARGV[4] .. term
    redis.call('LREM', key, 0, each[1])
    redis.call('LPUSH', key, each[1])
    redis.call('LTRIM', key, 0, tonumber(ARGV[5]) - 1)
    redis.call('EXPIRE', key, ARGV[2])
  end
end
for _, record in ipairs(change.records) do
  if record[3] == '' then
    redis.call('HDEL', record[1], record[2])
  else
    redis.call('HSET', record[1], record[2], record[3])
    redis.call('EXPIRE', record[1], ARGV[3])
  end
end
for _, moved in ipairs(change.moved) do redis.call('SET', moved[1], moved[2], 'EX', ARGV[2]) end
redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
if change.said ~= '' then
  redis.call('RPUSH', KEYS[2], change.said)
  redis.call('EXPIRE', KEYS[2], ARGV[2])
end
return 1
