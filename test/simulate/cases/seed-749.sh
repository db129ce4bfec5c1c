# seed 749: the check fails: Row 13 of facts refers to a row of proposals that does not exist.
# Row 14 of facts refers to a row of proposals that does not exist.
# 
CONNECTS_TODAY=2020-12-28 connects --db home.db init
CONNECTS_TODAY=2020-12-31 connects --db home.db earn readiness-test
CONNECTS_TODAY=2022-05-31 connects --db home.db earn badge --name 'Rising Talent' --amount 30 --on 2022-05-30
cat > page.txt <<'END'
Connects History
My balance
150 Connects
Date
Last 30 days
May 30, 2022
Rising Talent Achievement
+30 Connects
Added 30 Connects
END
CONNECTS_TODAY=2022-05-31 connects --db home.db import page.txt --saved-on 2022-05-31 --yes
cat > page.txt <<'END'
Connects History
My balance
150 Connects
Date
Last 7 days
Date	Action	Connects
August 1, 2022	
Monthly Connects renewal
	
+10
Added 10 Connects
END
CONNECTS_TODAY=2022-08-13 connects --db home.db import page.txt --saved-on 2022-08-13 --yes
CONNECTS_TODAY=2022-08-13 connects --db home.db undo 2
cp home.db laptop.db
cat > page.txt <<'END'
Connects History
My balance
120 Connects
Date
Last 7 days
Date	Action	Connects
August 28, 2023	
Monthly Connects renewal
+10
Added 10 Connects
July 28, 2023	
Monthly Connects renewal
+10
Added 10 Connects
June 28, 2023	
Monthly Connects renewal
+10
Added 10 Connects
END
CONNECTS_TODAY=2024-06-15 connects --db home.db import page.txt --saved-on 2023-09-07 --yes
cat > page.txt <<'END'
Connects History
My balance
108 Connects
Date
Last 7 days
Date	Action	Connects
June 15, 2024	
Applied to job
Css landing podcast bakery page
-2
Spent 2 Connects
June 15, 2024	
Applied to job
Css landing podcast bakery page
-10
Spent 10 Connects
May 28, 2024	
Monthly Connects renewal
+10
Added 10 Connects
END
CONNECTS_TODAY=2024-06-23 connects --db home.db import page.txt --saved-on 2024-06-19 --yes
CONNECTS_TODAY=2024-06-24 connects --db home.db plan plus
cat > page.txt <<'END'
Connects History
My balance
108 Connects
Date
Last 7 days
Date	Action	Connects
June 15, 2024	
Applied to job
Css landing podcast bakery page
-2
Spent 2 Connects
June 15, 2024	
Applied to job
Css landing podcast bakery page
-10
Spent 10 Connects
May 28, 2024	
Monthly Connects renewal
+10
Added 10 Connects
END
CONNECTS_TODAY=2024-06-25 connects --db laptop.db import page.txt --saved-on 2024-06-23 --yes
CONNECTS_TODAY=2025-04-11 connects --db home.db earn other --amount 8
CONNECTS_TODAY=2026-01-09 connects --db home.db config set monthly 10
cat > page.txt <<'END'
Connects History
My balance
1,018 Connects
Date
Last 30 days
April 11, 2025
Earned Connects by completing task
+8 Connects
Added 8 Connects
March 24, 2025
Monthly Connects renewal
+100 Connects
Added 100 Connects
END
CONNECTS_TODAY=2026-09-14 connects --db home.db import page.txt --saved-on 2025-04-15 --yes
CONNECTS_TODAY=2026-09-14 connects --db laptop.db mark --older 30d expired --yes
CONNECTS_TODAY=2026-09-17 connects --db home.db void 15
cat > proposals.txt <<'END'
My proposals
Active
Referrals
Archived
Active proposals  (0)
Submitted proposals  (2)
Initiated Sep 12, 2026
last month
Boosted
Fountains rust over bakery parser logo
General Profile
Initiated Sep 12, 2026
last month
Timetable poster relaunch shopify shopify landing timetable landing
General Profile
Search for jobs | Manage your profile
END
CONNECTS_TODAY=2026-09-17 connects --db laptop.db import proposals.txt --saved-on 2026-09-17 --yes
CONNECTS_TODAY=2027-06-14 connects --db laptop.db config set monthly none
CONNECTS_TODAY=2027-06-25 connects --db home.db plan basic --on 2027-06-20
CONNECTS_TODAY=2028-03-10 connects --db laptop.db earn readiness-test
cat > page.txt <<'END'
Connects History
My balance
420 Connects
Date
Last 7 days
Date	Action	Connects
Today	
Readiness Test
	
+30
Added 30 Connects
February 24, 2028	
Monthly Connects renewal
	
+10
Added 10 Connects
January 24, 2028	
Monthly Connects renewal
	
+10
Added 10 Connects
December 24, 2027	
Monthly Connects renewal
	
+10
Added 10 Connects
END
CONNECTS_TODAY=2028-11-09 connects --db home.db import page.txt --saved-on 2028-03-10 --yes
connects --db home.db export --format jsonl --output home.jsonl; connects --db laptop.db export --format jsonl --output laptop.jsonl
CONNECTS_TODAY=2028-11-09 connects --db home.db merge laptop.jsonl
CONNECTS_TODAY=2028-11-09 connects --db laptop.db merge home.jsonl
CONNECTS_TODAY=2030-08-20 connects --db laptop.db undo 22
