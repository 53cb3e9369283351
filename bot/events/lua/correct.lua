-- A correction in one step: events and series are written or taken away, the index follows, and what was said is kept.
--
-- Nothing happens when any of them has changed since it was read: the caller reads again.
-- KEYS: 1 change counter, 2 kept corrections, 3… events and series
-- ARGV: 1 the correction, 2 seconds it is kept, 3 prefix of postings, 4 most postings, 5 event to index ('' for none),
--   6 its terms, 7 event to take out of the index, 8 its terms, joined by commas; then for each of KEYS[3…]: revision as
--   read, value ('' to take away), seconds it is kept
-- Returns 1, or 0 where something has changed.

for at = 3, #KEYS do
  if (redis.call('HGET', KEYS[at], 'rev') or '0') ~= ARGV[9 + (at - 3) * 3] then return 0 end
end
for at = 3, #KEYS do
  local first = 9 + (at - 3) * 3
  if ARGV[first + 1] == '' then
    redis.call('DEL', KEYS[at])
  else
    redis.call('HSET', KEYS[at], 'rev', tonumber(ARGV[first]) + 1, 'value', ARGV[first + 1])
    redis.call('EXPIRE', KEYS[at], ARGV[first + 2])
  end
end
for term in string.gmatch(ARGV[8], '[^,]+') do redis.call('LREM', ARGV[3] .. term, 0, ARGV[7]) end
for term in string.gmatch(ARGV[6], '[^,]+') do
  local key = ARGV[3] .. term
  redis.call('LREM', key, 0, ARGV[5])
  redis.call('LPUSH', key, ARGV[5])
  redis.call('LTRIM', key, 0, tonumber(ARGV[4]) - 1)
  redis.call('EXPIRE', key, ARGV[2])
end
redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('RPUSH', KEYS[2], ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[2])
return 1
