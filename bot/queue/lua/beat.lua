-- Say that the entry is being worked on, if it still is ours: a worker woken from a freeze must not steal it back.
-- KEYS stream; ARGV group consumer id
if holder(KEYS[1], ARGV[1], ARGV[3]) ~= ARGV[2] then return 0 end
redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[3], 'JUSTID')
return 1
