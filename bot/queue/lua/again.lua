-- Put the job back, for later or for now. KEYS stream delayed unique stats
-- ARGV group consumer id payload delay job ttl counted_as keep_stats
local is = standing(KEYS[1], ARGV[1], ARGV[2], ARGV[3], KEYS[3])
if is == 'taken' or is == 'gone' then return is end
if is == 'mine' then remove(KEYS[1], ARGV[1], ARGV[3]) end
if tonumber(ARGV[5]) > 0 then
  redis.call('ZADD', KEYS[2], now() + tonumber(ARGV[5]), ARGV[4])
else
  redis.call('XADD', KEYS[1], '*', 'job', ARGV[4])
end
redis.call('SET', KEYS[3], ARGV[6], 'EX', math.ceil(tonumber(ARGV[7]) + tonumber(ARGV[5])))
if ARGV[8] ~= '' then count(KEYS[4], ARGV[8], 1, ARGV[9]) end
return is
