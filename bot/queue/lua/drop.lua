-- Take a job out of the queue that nobody has begun. KEYS stream delayed unique; ARGV group id payload
-- Returns 1 where it was taken out, 0 where a worker holds it, or it is due by now and stands elsewhere.
if ARGV[2] ~= '' then
  if holder(KEYS[1], ARGV[1], ARGV[2]) ~= '' then return 0 end
  redis.call('XDEL', KEYS[1], ARGV[2])
elseif redis.call('ZREM', KEYS[2], ARGV[3]) == 0 then
  return 0
end
redis.call('DEL', KEYS[3])
return 1
