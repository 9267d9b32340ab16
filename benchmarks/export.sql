select
    stg_filing.filing_code as "MaHoSo",
    procedure.procedure_code as "MaTTHC",
    procedure.procedure_name as "TenTTHC",
    field.field_code as "MaLinhVuc",
    field.field_name as "TenLinhVuc",
    concat('Người nộp ', stg_filing.filing_id % 1000) as "ChuHoSo",
    concat('09', lpad(cast(stg_filing.filing_id as varchar), 8, '0')) as "SoDienThoai",
    concat('a', stg_filing.filing_id, '@example.vn') as "Email",
    'CN' as "MaDoiTuong",
    strftime(stg_filing.received_on, '%Y%m%d083015') as "NgayTiepNhan",
    strftime(stg_filing.original_due_on, '%Y%m%d170000') as "NgayHenTra",
    strftime(stg_filing.closed_on, '%Y%m%d101112') as "NgayKetThucXuLy",
    strftime(stg_filing.completed_on, '%Y%m%d141112') as "NgayTra",
    stg_filing.status_id as "TrangThaiHoSo",
    stg_filing.channel_id as "KenhThucHien",
    concat(agency.agency_name, ' ', agency.agency_code) as "DonViXuLy",
    '1' as "HinhThuc",
from stg_filing
inner join agency on agency.agency_id = stg_filing.agency_id
inner join procedure on procedure.procedure_id = stg_filing.procedure_id
inner join field on field.field_id = procedure.field_id
