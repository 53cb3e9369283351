-- Queue a job unless its key is taken. KEYS unique stream delayed; ARGV payload id ttl delay
-- The payload is a JSON object cut off before its last value, the time by the store's clock.
local held = redis.call('GET', KEYS[1])
if held and held ~= 'dead' then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
local payload = ARGV[1] .. string.format('%.3f', now()) .. '}'
if tonumber(ARGV[4]) > 0 then
  redis.call('ZADD', KEYS[3], now() + tonumber(ARGV[4]), payload)
else
  redis.call('XADD', KEYS[2], '*', 'job', payload)
end
return 1
