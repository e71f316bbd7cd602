/** Names from many scripts, long ones and short ones, as the console meets them. */
export const firstNames = [
  'Ana', 'Zoë', 'محمد', 'Γιώργος', '美咲', 'Олена', 'José', 'נועה', 'Björn', 'Nguyễn', 'सीमा', 'Maximiliane-Friederike', 'Li', 'Ayşe',
] as const;
export const lastNames = [
  'Ćurić', 'Müller', 'الأنصاري', 'Παπαδόπουλος', '山田', 'Шевченко', 'García Márquez', 'כהן', 'Åkesson', 'Thị Minh', 'शर्मा',
  'von Hohenlohe-Langenburg-Waldenstein', 'Wu', 'Yılmaz',
] as const;
export const customerTitles = [
  'Nord Facility', 'Alster Werke', 'شركة النور للتجارة', 'Θεσσαλονίκη Logistics', '東京ビル管理株式会社', 'Київ Сервіс', 'Muñoz e Hijos',
  'Gesellschaft für technische Gebäudeausrüstung und Instandhaltung Norddeutschland mbH', 'גליל שירותים', 'Østerbro Drift', 'A1', 'Ümit Bakım',
] as const;
export const cities = ['Hamburg', 'Zürich', 'الرياض', 'Θεσσαλονίκη', '東京', 'Київ', 'Sevilla', 'Hannover', 'חיפה', 'København', '', 'İzmir'] as const;
export const tenantNames = ['Contoso GmbH', 'Nordwind AG', 'مجموعة الخليج', 'Helvetia Facility', '富士サービス', 'Adriatic Property Management and Long Names Holding d.o.o.'] as const;
