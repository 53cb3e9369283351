-- Put the job among the dead, with its payload and error. KEYS stream dead unique stats
-- ARGV group consumer id payload error cap keep_dead ttl counted_as keep_stats
local is = standing(KEYS[1], ARGV[1], ARGV[2], ARGV[3], KEYS[3])
if is == 'taken' or is == 'gone' then return is end
if is == 'mine' then remove(KEYS[1], ARGV[1], ARGV[3]) end
redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[6], '*', 'job', ARGV[4], 'error', ARGV[5])
redis.call('XTRIM', KEYS[2], 'MINID', string.format('%d', (now() - tonumber(ARGV[7])) * 1000))
redis.call('EXPIRE', KEYS[2], ARGV[7])
redis.call('SET', KEYS[3], 'dead', 'EX', ARGV[8]) -- a dead job's key is free again
count(KEYS[4], ARGV[9], 1, ARGV[10])
return is
