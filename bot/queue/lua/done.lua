-- The job is done. KEYS stream unique stats; ARGV group consumer id name seconds keep_stats
-- Not while another worker runs it: that one may have been promised the work (a claim before posting) and answers.
local is = standing(KEYS[1], ARGV[1], ARGV[2], ARGV[3], KEYS[2])
if is == 'mine' then
  remove(KEYS[1], ARGV[1], ARGV[3])
  count(KEYS[3], 'done:' .. ARGV[4], 1, ARGV[6])
  count(KEYS[3], 'seconds:' .. ARGV[4], ARGV[5], ARGV[6])
end
return is
