-- Record an article in one step: the event and series it changed, the index, the counts, and that it was recorded.
--
-- Nothing happens when any of what the decision was made from has changed since it was read: the caller reads again.
-- KEYS: 1 articles recorded of the message, 2 change counter, 3 event, 4 series, 5 counts, 6 event of the series' start,
--   7 events by time, 8 series by time
-- ARGV: 1 answer, 2 counter as read ('' where it does not matter), 3 event's revision as read, 4 event, 5 series'
--   revision as read, 6 series ('' for none), 7 seconds of events, 8 seconds of series, 9 most counted terms, 10 prefix of
--   postings, 11 event id, 12 most postings, 13 revision of KEYS[6] as read, 14 its value ('' for none), 15 the terms to index, 16 those to
--   count, joined by commas; 17 article; 18, 19, 20 times of event, series and KEYS[6]; 21 id of the series, 22 of KEYS[6]
-- Returns {'done', answer}, {'again'}, or {'known', answer} where the article was recorded before.

local known = redis.call('HGET', KEYS[1], ARGV[17])
if known then return {'known', known} end
if ARGV[2] ~= '' and (redis.call('GET', KEYS[2]) or '0') ~= ARGV[2] then return {'again'} end
if (redis.call('HGET', KEYS[3], 'rev') or '0') ~= ARGV[3] then return {'again'} end
if ARGV[6] ~= '' and (redis.call('HGET', KEYS[4], 'rev') or '0') ~= ARGV[5] then return {'again'} end
if ARGV[14] ~= '' and (redis.call('HGET', KEYS[6], 'rev') or '0') ~= ARGV[13] then return {'again'} end

local seconds, alive = tonumber(ARGV[7]), tonumber(ARGV[8])
local function put(key, rev, value, keep, index, time, id)
  redis.call('HSET', key, 'rev', tonumber(rev) + 1, 'value', value)
  redis.call('EXPIRE', key, keep)
  redis.call('ZADD', index, time, id)
  redis.call('EXPIRE', index, alive)
end

put(KEYS[3], ARGV[3], ARGV[4], ARGV[6] ~= '' and alive or seconds, KEYS[7], ARGV[18], ARGV[11])
if ARGV[6] ~= '' then put(KEYS[4], ARGV[5], ARGV[6], alive, KEYS[8], ARGV[19], ARGV[21]) end
if ARGV[14] ~= '' then put(KEYS[6], ARGV[13], ARGV[14], alive, KEYS[7], ARGV[20], ARGV[22]) end
if ARGV[2] ~= '' then redis.call('INCR', KEYS[2]) end
redis.call('EXPIRE', KEYS[2], alive)

for term in string.gmatch(ARGV[15], '[^,]+') do
  local key = ARGV[10] .. term
  redis.call('LREM', key, 1, ARGV[11])
  redis.call('LPUSH', key, ARGV[11])
  redis.call('LTRIM', key, 0, tonumber(ARGV[12]) - 1)
  redis.call('EXPIRE', key, ARGV[6] ~= '' and alive or seconds)
end
local room = redis.call('HLEN', KEYS[5]) < tonumber(ARGV[9])
for term in string.gmatch(ARGV[16], '[^,]+') do
  if room or redis.call('HEXISTS', KEYS[5], term) == 1 then redis.call('HINCRBY', KEYS[5], term, 1) end
end
redis.call('EXPIRE', KEYS[5], alive)
redis.call('HSET', KEYS[1], ARGV[17], ARGV[1])
redis.call('EXPIRE', KEYS[1], seconds)
return {'done', ARGV[1]}
