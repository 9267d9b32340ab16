-- One row: the document that sets the targets of a trial database.
select
    2000 as load_id,
    'trial' as source_id,
    'Chỉ tiêu đặt cho cơ sở dữ liệu thử' as document,
    'parx-tui' as issuer,
