import type { TenantColor, TenantSettings } from '#shared/api/tenants.ts';

/** `Title | City | Country | Time zone`, a customer each. */
interface CustomerPlan {
  readonly title: string;
  readonly city: string;
  readonly country: string;
  readonly timeZone: string;
}

export interface TenantPlan {
  /** Names its ids: never changes. */
  readonly key: string;
  readonly parent: string | null;
  readonly name: string;
  readonly code: string;
  readonly color: TenantColor;
  readonly kind: 'service-provider' | 'managed' | 'sub-tenant';
  readonly settings: Partial<TenantSettings>;
  readonly users: number;
  /** Whose names its people have, in these shares. */
  readonly names: readonly (readonly [pool: string, share: number])[];
  readonly customers: readonly CustomerPlan[];
}

const customers = (text: string): readonly CustomerPlan[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [title = '', city = '', country = '', timeZone = 'UTC'] = line
        .split('|')
        .map((part) => part.trim());
      return { title, city, country, timeZone };
    });

/** `german 3, romance 2`: pools of names, each with its share. */
const shares = (text: string): TenantPlan['names'] =>
  list(text).map((entry): [string, number] => {
    const [pool = '', share] = entry.split(' ');
    return [pool, Number(share)];
  });

/** `One thing, another`: what is listed. */
export const list = (text: string): readonly string[] => text.split(', ');

const day = 86_400;

/** A service provider, three managed tenants, and a sub-tenant of one of them (T1). */
export const demoTenants: readonly TenantPlan[] = [
  {
    key: 'meridian',
    parent: null,
    name: 'Meridian Services',
    code: 'MER',
    color: 'blue',
    kind: 'service-provider',
    settings: {},
    users: 43,
    names: shares('german 3, romance 2, slavicLatin 2, nordic 1'),
    customers: customers(`
      Service desk | Hamburg | DE | Europe/Berlin
      Field service | Rotterdam | NL | Europe/Amsterdam
      Onboarding | Wien | AT | Europe/Vienna
      Security operations | Tallinn | EE | Europe/Tallinn
      Accounting | Hamburg | DE | Europe/Berlin
      Management | Hamburg | DE | Europe/Berlin`),
  },
  {
    key: 'nordwind',
    parent: 'meridian',
    name: 'Nordwind Facility',
    code: 'NWF',
    color: 'teal',
    kind: 'managed',
    settings: {},
    users: 512,
    names: shares('german 5, nordic 5, slavicLatin 4, romance 2, cyrillic 2, greek 1, turkic 2'),
    customers: customers(`
      Hafen Hamburg | Hamburg | DE | Europe/Berlin
      Nord Facility | Kiel | DE | Europe/Berlin
      Øresund Logistikpark | København | DK | Europe/Copenhagen
      Göteborg Mässa | Göteborg | SE | Europe/Stockholm
      Gdańsk Terminal | Gdańsk | PL | Europe/Warsaw
      Rīga Biroji | Rīga | LV | Europe/Riga
      Bergen Sjøfront | Bergen | NO | Europe/Oslo
      Helsingin Satama | Helsinki | FI | Europe/Helsinki
      Αττική Κτίρια | Αθήνα | GR | Europe/Athens
      Одеса Порт | Одеса | UA | Europe/Kyiv
      Reykjavík Höfn | Reykjavík | IS | Atlantic/Reykjavik
      Gesellschaft für Gebäudebewirtschaftung, Instandhaltung und technische Betriebsführung Norddeutschland mbH & Co. KG | Lüneburg | DE | Europe/Berlin`),
  },
  {
    key: 'brueckner',
    parent: 'meridian',
    name: 'Brückner Kliniken',
    code: 'BRK',
    color: 'rose',
    kind: 'managed',
    settings: { 'activation.linkLifetime': 3 * day, 'users.emailEditable': true },
    users: 486,
    names: shares(
      'german 6, arabic 2, hebrew 1, devanagari 2, romance 2, vietnamese 1, turkic 2, cyrillic 1',
    ),
    customers: customers(`
      Klinikum Süd | Nürnberg | DE | Europe/Berlin
      Klinikum Nord | Fürth | DE | Europe/Berlin
      Herzzentrum | München | DE | Europe/Berlin
      Kinderklinik | Augsburg | DE | Europe/Berlin
      Rehazentrum Allgäu | Füssen | DE | Europe/Berlin
      Labor und Pathologie | Ulm | DE | Europe/Berlin
      Notaufnahme | Nürnberg | DE | Europe/Berlin
      Radiologie | Würzburg | DE | Europe/Berlin
      Verwaltung | Nürnberg | DE | Europe/Berlin
      Pflegeschule | Bamberg | DE | Europe/Berlin
      مستشفى الشارقة | الشارقة | AE | Asia/Dubai
      מרפאת כרמל | חיפה | IL | Asia/Jerusalem`),
  },
  {
    key: 'aoyama',
    parent: 'meridian',
    name: 'Aoyama Logistics',
    code: 'AOY',
    color: 'violet',
    kind: 'managed',
    settings: { 'bulkAssign.defaultMode': 'add', 'activation.linkLifetime': 7 * day },
    users: 530,
    names: shares('japanese 6, chinese 3, korean 3, thai 2, vietnamese 2, devanagari 1, romance 1'),
    customers: customers(`
      青山本社 | 東京 | JP | Asia/Tokyo
      大阪物流センター | 大阪 | JP | Asia/Tokyo
      横浜港ターミナル | 横浜 | JP | Asia/Tokyo
      부산항 물류 | 부산 | KR | Asia/Seoul
      인천 공항 화물 | 인천 | KR | Asia/Seoul
      上海仓储 | 上海 | CN | Asia/Shanghai
      深圳集散中心 | 深圳 | CN | Asia/Shanghai
      คลังสินค้าแหลมฉบัง | ชลบุรี | TH | Asia/Bangkok
      Kho vận Sài Gòn | Hồ Chí Minh | VN | Asia/Ho_Chi_Minh
      मुंबई गोदाम | मुंबई | IN | Asia/Kolkata
      Singapore Hub | Singapore | SG | Asia/Singapore
      São Paulo Armazéns | São Paulo | BR | America/Sao_Paulo`),
  },
  {
    key: 'aoyama-cold',
    parent: 'aoyama',
    name: 'Aoyama Cold Chain',
    code: 'AOY-C',
    color: 'green',
    kind: 'sub-tenant',
    settings: { 'users.deleteMode': 'permanent' },
    users: 504,
    names: shares('japanese 5, korean 2, thai 2, chinese 2, nordic 1'),
    customers: customers(`
      札幌冷蔵倉庫 | 札幌 | JP | Asia/Tokyo
      函館水産 | 函館 | JP | Asia/Tokyo
      仙台低温センター | 仙台 | JP | Asia/Tokyo
      福岡チルド便 | 福岡 | JP | Asia/Tokyo
      築地市場 | 東京 | JP | Asia/Tokyo
      제주 수산 | 제주 | KR | Asia/Seoul
      대구 냉장 | 대구 | KR | Asia/Seoul
      大连冷链 | 大连 | CN | Asia/Shanghai
      ห้องเย็นสมุทรสาคร | สมุทรสาคร | TH | Asia/Bangkok
      Ålesund Fisk | Ålesund | NO | Europe/Oslo
      Anchorage Freezer | Anchorage | US | America/Anchorage
      Cold Chain Quality Lab | 横浜 | JP | Asia/Tokyo`),
  },
];

/** Processes by the name of what they belong to. */
type Named = Readonly<Record<string, readonly string[]>>;

/** Products that every demo tenant has licensed, with their processes by section and the profiles that they bring. */
export const demoProducts: readonly {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly processes: Named;
  readonly profiles: Named;
}[] = [
  {
    code: 'FM',
    name: 'Facility Suite',
    description: 'Buildings, work orders and the people who keep both running.',
    processes: {
      Service: list('Work orders, Fault reports, Maintenance plans, Inspections'),
      Buildings: list('Floor plans, Rooms and areas, Keys and locks'),
      Money: list('Offers, Invoices, Budgets'),
    },
    profiles: {
      'Facility Manager': list(
        'Work orders, Fault reports, Maintenance plans, Inspections, Floor plans, Rooms and areas, Budgets',
      ),
      Supplier: list('Work orders, Offers, Invoices'),
      Client: list('Fault reports, Floor plans'),
    },
  },
  {
    code: 'AC',
    name: 'Asset Care',
    description: 'Assets, their papers, and what is due when.',
    processes: {
      Assets: list('Asset register, Documents, Warranty, Spare parts'),
      Compliance: list('Audits, Certificates, Hazardous goods'),
    },
    profiles: {
      'Asset Engineer': list('Asset register, Documents, Warranty, Spare parts'),
      Auditor: list('Audits, Certificates, Documents'),
    },
  },
  {
    code: 'WP',
    name: 'Workplace',
    description: 'Desks, rooms and visitors.',
    processes: { Workplace: list('Desk booking, Room booking, Visitors, Lockers, Parking') },
    profiles: {
      Receptionist: list('Visitors, Room booking, Parking'),
      Employee: list('Desk booking, Room booking, Lockers'),
    },
  },
];

/** Custom profiles: processes across products (P2). */
export const demoCustomProfiles: Named = {
  'Night shift': list('Fault reports, Visitors, Keys and locks'),
  'Energy reporting': list('Budgets, Certificates, Asset register'),
  'Read-only finance': list('Offers, Invoices, Budgets'),
  'Fire safety officer': list('Inspections, Audits, Hazardous goods, Floor plans'),
  'Regional coordinator for maintenance, inspections and compliance reporting': list(
    'Work orders, Maintenance plans, Inspections, Audits, Certificates',
  ),
};

/** The names of all profiles. */
export const demoProfileNames: readonly string[] = [
  ...demoProducts.flatMap(({ profiles }) => Object.keys(profiles)),
  ...Object.keys(demoCustomProfiles),
];
