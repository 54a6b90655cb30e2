-- 0030 file_found: by what name a virus scanner called what it found in a file that was here already.
-- passing: what is known of bytes on a day, and said anew when they are looked at again
alter table file_scan add column found text;
