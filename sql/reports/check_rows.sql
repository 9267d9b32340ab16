-- One row per row that breaks a rule, with the check that finds it.
-- check_name: the check
-- subject: whose row it is
-- expected: what the rule expects
-- found: what stands there
-- $ask_text: only checks whose name contains this text; null for all
select 'agency_code_twice' as check_name, subject, expected, found from agency_code_twice where is_asked_for('agency_code_twice')
union all
select 'agency_without_level' as check_name, subject, expected, found from agency_without_level where is_asked_for('agency_without_level')
union all
select 'filing_code_twice' as check_name, subject, expected, found from filing_code_twice where is_asked_for('filing_code_twice')
union all
select 'filing_outside_agency_life' as check_name, subject, expected, found from filing_outside_agency_life where is_asked_for('filing_outside_agency_life')
union all
select 'filing_quarantined' as check_name, subject, expected, found from filing_quarantined where is_asked_for('filing_quarantined')
union all
select 'filing_status_against_dates' as check_name, subject, expected, found from filing_status_against_dates where is_asked_for('filing_status_against_dates')
union all
select 'ledger_against_filings' as check_name, subject, expected, found from ledger_against_filings where is_asked_for('ledger_against_filings')
union all
select 'load_rows_lost' as check_name, subject, expected, found from load_rows_lost where is_asked_for('load_rows_lost')
union all
select 'load_rows_uncounted' as check_name, subject, expected, found from load_rows_uncounted where is_asked_for('load_rows_uncounted')
union all
select 'period_against_segments' as check_name, subject, expected, found from period_against_segments where is_asked_for('period_against_segments')
union all
select 'period_backwards' as check_name, subject, expected, found from period_backwards where is_asked_for('period_backwards')
union all
select 'period_gap' as check_name, subject, expected, found from period_gap where is_asked_for('period_gap')
union all
select 'procedure_code_twice' as check_name, subject, expected, found from procedure_code_twice where is_asked_for('procedure_code_twice')
union all
select 'procedure_ended_before_start' as check_name, subject, expected, found from procedure_ended_before_start where is_asked_for('procedure_ended_before_start')
union all
select 'procedure_successor_missing' as check_name, subject, expected, found from procedure_successor_missing where is_asked_for('procedure_successor_missing')
union all
select 'reported_parts' as check_name, subject, expected, found from reported_parts where is_asked_for('reported_parts')
union all
select 'reported_ratio' as check_name, subject, expected, found from reported_ratio where is_asked_for('reported_ratio')
union all
select 'return_carried_over' as check_name, subject, expected, found from return_carried_over where is_asked_for('return_carried_over')
union all
select 'return_identities' as check_name, subject, expected, found from return_identities where is_asked_for('return_identities')
union all
select 'return_parts' as check_name, subject, expected, found from return_parts where is_asked_for('return_parts')
union all
select 'return_without_period' as check_name, subject, expected, found from return_without_period where is_asked_for('return_without_period')
union all
select 'rollup_against_ledger' as check_name, subject, expected, found from rollup_against_ledger where is_asked_for('rollup_against_ledger')
union all
select 'service_levels_overlap' as check_name, subject, expected, found from service_levels_overlap where is_asked_for('service_levels_overlap')
union all
select 'stock_below_zero' as check_name, subject, expected, found from stock_below_zero where is_asked_for('stock_below_zero')
union all
select 'target_without_period' as check_name, subject, expected, found from target_without_period where is_asked_for('target_without_period')
order by check_name, subject, expected, found
