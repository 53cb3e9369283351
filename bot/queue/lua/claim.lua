-- Take over an entry that is still with the worker it was seen with, and still idle.
-- KEYS stream; ARGV group consumer id seen_with idle_ms
-- Returns {payload, deliveries with this one}, or nothing.
if holder(KEYS[1], ARGV[1], ARGV[3]) ~= ARGV[4] then return false end
local claimed = redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[5], ARGV[3])
if not claimed[1] then
  if #redis.call('XRANGE', KEYS[1], ARGV[3], ARGV[3]) == 0 then
    redis.call('XACK', KEYS[1], ARGV[1], ARGV[3]) -- the entry itself was removed
  end
  return false
end
return {claimed[1][2][2], redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1)[1][4]}
