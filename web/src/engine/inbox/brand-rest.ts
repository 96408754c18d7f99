/** What a brand's members ask of the server beside the sync: the brand itself, its people, saved replies, customers and bots. */
import { Rest } from '../rest';
import type {
  AccountId,
  AssignmentRule,
  Attribute,
  AttributeFit,
  AttributeKind,
  AuditPage,
  AuditRequest,
  Bot,
  BotReport,
  BotSource,
  BotToken,
  BotVersion,
  Brand,
  BrandChange,
  BrandModel,
  BusinessHours,
  ChangeScheduled,
  ClosingSettings,
  Consent,
  Contact,
  ContactChange,
  ConversationId,
  DecideDispute,
  Dispute,
  DisputeId,
  DraftedReply,
  Filter,
  Followed,
  FreshBotToken,
  Hours,
  JournalPage,
  LabelFigures,
  LevelReport,
  Member,
  MemberChange,
  MemberFigures,
  MergeContact,
  ModelUses,
  Order,
  OrderPage,
  OwnBot,
  PreviewTemplate,
  PublishBot,
  RecordConsent,
  Report,
  ReportRequest,
  RetentionPreview,
  RetentionRules,
  RetentionSettings,
  ReportTable,
  ReportTickets,
  ReportTicketsRequest,
  SaveAttribute,
  SavedReply,
  SaveReply,
  SaveTeam,
  SaveTopic,
  SaveView,
  ScheduledList,
  ScheduledReply,
  ScheduleReply,
  SaveTemplate,
  SearchOrder,
  SearchPage,
  SendTemplate,
  ServiceLevels,
  SurveySettings,
  Team,
  Template,
  TemplatePreview,
  Ticket,
  TimelineKind,
  TimelinePage,
  Topic,
  TopicConsent,
  Translate,
  Translated,
  VerifyOrder,
  View,
  ViewCount,
  WaitSettings,
  WantedRole,
  OwnRole,
  RoleId,
  RoleList,
  SaveRole,
} from '../wire';

export class BrandRest extends Rest {
  readBrand = (): Promise<Brand> => this.call('GET', '/v1/brand');
  changeBrand = (json: BrandChange): Promise<Brand> => this.call('PATCH', '/v1/brand', { json });
  /** For good; the brand's own handle has to be said. */
  deleteBrand = (handle: string): Promise<void> =>
    this.call('POST', '/v1/brand/deletion', { json: { handle } });

  members = async (): Promise<Member[]> =>
    (await this.call<{ members: Member[] }>('GET', '/v1/brand/members')).members;
  invite = (handle: string, role: WantedRole): Promise<Member> =>
    this.call('POST', '/v1/brand/members', { json: { handle, ...role }, creates: true });
  changeRole = (member: AccountId, json: WantedRole): Promise<void> =>
    this.call('PATCH', `/v1/brand/members/${member}`, { json });
  roles = async (): Promise<OwnRole[]> => (await this.call<RoleList>('GET', '/v1/brand/roles')).roles;
  addRole = (json: SaveRole): Promise<OwnRole> =>
    this.call('POST', '/v1/brand/roles', { json, creates: true });
  changeOwnRole = (id: RoleId, json: SaveRole): Promise<OwnRole> =>
    this.call('PUT', `/v1/brand/roles/${id}`, { json });
  removeRole = (id: RoleId): Promise<void> => this.call('DELETE', `/v1/brand/roles/${id}`);
  changeMember = (member: AccountId, json: MemberChange): Promise<void> =>
    this.call('PATCH', `/v1/brand/members/${member}`, { json });
  removeMember = (member: AccountId): Promise<void> => this.call('DELETE', `/v1/brand/members/${member}`);

  teams = async (): Promise<Team[]> => (await this.call<{ teams: Team[] }>('GET', '/v1/brand/teams')).teams;
  addTeam = (json: SaveTeam): Promise<Team> => this.call('POST', '/v1/brand/teams', { json, creates: true });
  changeTeam = (id: Team['id'], json: SaveTeam): Promise<Team> =>
    this.call('PUT', `/v1/brand/teams/${id}`, { json });
  removeTeam = (id: Team['id']): Promise<void> => this.call('DELETE', `/v1/brand/teams/${id}`);
  assignment = async (): Promise<AssignmentRule> =>
    (await this.call<{ rule: AssignmentRule }>('GET', '/v1/brand/assignment')).rule;
  setAssignment = async (rule: AssignmentRule): Promise<AssignmentRule> =>
    (await this.call<{ rule: AssignmentRule }>('PUT', '/v1/brand/assignment', { json: { rule } })).rule;
  followed = async (): Promise<Followed[]> =>
    (await this.call<{ followed: Followed[] }>('GET', '/v1/brand/followed')).followed;
  /** From now on, or still, having seen all that is in it. */
  follow = (id: ConversationId): Promise<void> =>
    this.call('PUT', `/v1/conversations/${encodeURIComponent(id)}/follow`);
  unfollow = (id: ConversationId): Promise<void> =>
    this.call('DELETE', `/v1/conversations/${encodeURIComponent(id)}/follow`);
  /** How many tickets wait before the conversation's; nothing when it waits for nobody. */
  placeInQueue = async (id: ConversationId): Promise<number | undefined> =>
    (await this.call<{ before?: number }>('GET', `/v1/conversations/${encodeURIComponent(id)}/queue`)).before;
  setAvailability = (away: boolean): Promise<void> =>
    this.call('PUT', '/v1/brand/availability', { json: { away } });

  labels = async (): Promise<string[]> =>
    (await this.call<{ labels: string[] }>('GET', '/v1/brand/labels')).labels;

  replies = async (): Promise<SavedReply[]> =>
    (await this.call<{ replies: SavedReply[] }>('GET', '/v1/brand/replies')).replies;
  addReply = (json: SaveReply): Promise<SavedReply> =>
    this.call('POST', '/v1/brand/replies', { json, creates: true });
  changeReply = (id: SavedReply['id'], json: SaveReply): Promise<SavedReply> =>
    this.call('PUT', `/v1/brand/replies/${id}`, { json });
  removeReply = (id: SavedReply['id']): Promise<void> => this.call('DELETE', `/v1/brand/replies/${id}`);

  templates = async (): Promise<Template[]> =>
    (await this.call<{ templates: Template[] }>('GET', '/v1/brand/templates')).templates;
  saveTemplate = (name: string, json: SaveTemplate): Promise<Template> =>
    this.call('PUT', `/v1/brand/templates/${encodeURIComponent(name)}`, { json });
  removeTemplate = (name: string): Promise<void> =>
    this.call('DELETE', `/v1/brand/templates/${encodeURIComponent(name)}`);
  /** What it would say to the customer of a conversation. */
  previewTemplate = (id: ConversationId, name: string, json: PreviewTemplate): Promise<TemplatePreview> =>
    this.call('POST', `/v1/conversations/${id}/templates/${encodeURIComponent(name)}/preview`, { json });
  sendTemplate = (id: ConversationId, name: string, json: SendTemplate): Promise<unknown> =>
    this.call('POST', `/v1/conversations/${id}/templates/${encodeURIComponent(name)}`, {
      json,
      creates: true,
    });

  scheduled = (id: ConversationId): Promise<ScheduledList> =>
    this.call('GET', `/v1/conversations/${id}/scheduled`);
  schedule = (id: ConversationId, json: ScheduleReply): Promise<ScheduledReply> =>
    this.call('POST', `/v1/conversations/${id}/scheduled`, { json, creates: true });
  changeScheduled = (
    id: ConversationId,
    reply: ScheduledReply['id'],
    json: ChangeScheduled,
  ): Promise<ScheduledReply> => this.call('PUT', `/v1/conversations/${id}/scheduled/${reply}`, { json });
  sendScheduled = (id: ConversationId, reply: ScheduledReply['id']): Promise<unknown> =>
    this.call('POST', `/v1/conversations/${id}/scheduled/${reply}/send`);
  cancelScheduled = (id: ConversationId, reply: ScheduledReply['id']): Promise<void> =>
    this.call('DELETE', `/v1/conversations/${id}/scheduled/${reply}`);

  views = async (): Promise<View[]> => (await this.call<{ views: View[] }>('GET', '/v1/brand/views')).views;
  addView = (json: SaveView): Promise<View> => this.call('POST', '/v1/brand/views', { json, creates: true });
  changeView = (id: View['id'], json: SaveView): Promise<View> =>
    this.call('PUT', `/v1/brand/views/${id}`, { json });
  removeView = (id: View['id']): Promise<void> => this.call('DELETE', `/v1/brand/views/${id}`);
  orderViews = async (views: readonly View['id'][]): Promise<View[]> =>
    (await this.call<{ views: View[] }>('PUT', '/v1/brand/views', { json: { views } })).views;
  viewCounts = async (): Promise<ViewCount[]> =>
    (await this.call<{ counts: ViewCount[] }>('GET', '/v1/brand/views/counts')).counts;
  countFiltered = async (filter: Filter): Promise<number> =>
    (await this.call<{ count: number }>('POST', '/v1/brand/views/count', { json: { filter } })).count;

  hours = (): Promise<Hours> => this.call('GET', '/v1/brand/hours');
  setHours = (json: BusinessHours): Promise<Hours> => this.call('PUT', '/v1/brand/hours', { json });

  audit = (of: AuditRequest): Promise<AuditPage> => this.call('GET', '/v1/brand/audit', { query: { ...of } });
  closing = (): Promise<ClosingSettings> => this.call('GET', '/v1/brand/closing');
  waitSettings = (): Promise<WaitSettings> => this.call('GET', '/v1/brand/wait');
  setWaitSettings = (json: WaitSettings): Promise<WaitSettings> =>
    this.call('PUT', '/v1/brand/wait', { json });
  setClosing = (json: ClosingSettings): Promise<ClosingSettings> =>
    this.call('PUT', '/v1/brand/closing', { json });
  retention = (): Promise<RetentionSettings> => this.call('GET', '/v1/brand/retention');
  setRetention = (json: RetentionSettings): Promise<RetentionSettings> =>
    this.call('PUT', '/v1/brand/retention', { json });
  /** How much would be removed at once. */
  previewRetention = (rules: RetentionRules): Promise<RetentionPreview> =>
    this.call('GET', '/v1/brand/retention/preview', { query: { ...rules } });
  model = (): Promise<BrandModel> => this.call('GET', '/v1/brand/model');
  setModel = (json: ModelUses): Promise<BrandModel> => this.call('PUT', '/v1/brand/model', { json });
  draftReply = (conversation: ConversationId): Promise<DraftedReply> =>
    this.call('POST', `/v1/conversations/${conversation}/model/draft`);
  translate = (conversation: ConversationId, json: Translate): Promise<Translated> =>
    this.call('POST', `/v1/conversations/${conversation}/model/translation`, { json });
  survey = (): Promise<SurveySettings> => this.call('GET', '/v1/brand/survey');
  setSurvey = (json: SurveySettings): Promise<SurveySettings> =>
    this.call('PUT', '/v1/brand/survey', { json });

  serviceLevels = (): Promise<ServiceLevels> => this.call('GET', '/v1/brand/service-levels');
  setServiceLevels = (json: ServiceLevels): Promise<ServiceLevels> =>
    this.call('PUT', '/v1/brand/service-levels', { json });

  report = (of: ReportRequest): Promise<Report> => this.call('GET', '/v1/reports', { query: { ...of } });
  memberReport = async (of: ReportRequest): Promise<MemberFigures[]> =>
    (await this.call<{ members: MemberFigures[] }>('GET', '/v1/reports/members', { query: { ...of } }))
      .members;
  labelReport = async (of: ReportRequest): Promise<LabelFigures[]> =>
    (await this.call<{ labels: LabelFigures[] }>('GET', '/v1/reports/labels', { query: { ...of } })).labels;
  levelReport = (of: ReportRequest): Promise<LevelReport> =>
    this.call('GET', '/v1/reports/levels', { query: { ...of } });
  reportTickets = (of: ReportTicketsRequest): Promise<ReportTickets> =>
    this.call('GET', '/v1/reports/tickets', { query: { ...of } });
  reportCsv = (of: ReportRequest, table: ReportTable): Promise<string> =>
    this.text('/v1/reports/export', { ...of, table });
  bots = async (): Promise<Bot[]> => (await this.call<{ bots: Bot[] }>('GET', '/v1/brand/bots')).bots;
  /** A flow, unless it is said how a program of the brand's own answers. */
  addBot = (name: string, own?: OwnBot): Promise<Bot> =>
    this.call('POST', '/v1/brand/bots', { json: { name, own }, creates: true });
  setOwnBot = (bot: AccountId, json: OwnBot): Promise<Bot> =>
    this.call('PUT', `/v1/brand/bots/${bot}/own`, { json });
  botReport = (bot: AccountId, of: ReportRequest): Promise<BotReport> =>
    this.call('GET', `/v1/brand/bots/${bot}/report`, { query: { ...of } });
  botTokens = async (bot: AccountId): Promise<BotToken[]> =>
    (await this.call<{ tokens: BotToken[] }>('GET', `/v1/brand/bots/${bot}/tokens`)).tokens;
  addBotToken = (bot: AccountId, name: string): Promise<FreshBotToken> =>
    this.call('POST', `/v1/brand/bots/${bot}/tokens`, { json: { name }, creates: true });
  revokeBotToken = (bot: AccountId, token: BotToken['id']): Promise<void> =>
    this.call('DELETE', `/v1/brand/bots/${bot}/tokens/${token}`);
  removeBot = (bot: AccountId): Promise<void> => this.call('DELETE', `/v1/brand/bots/${bot}`);
  botVersions = async (bot: AccountId): Promise<BotVersion[]> =>
    (await this.call<{ versions: BotVersion[] }>('GET', `/v1/brand/bots/${bot}/versions`)).versions;
  botVersion = (bot: AccountId, version: number): Promise<BotSource> =>
    this.call('GET', `/v1/brand/bots/${bot}/versions/${version}`);
  publishBot = (bot: AccountId, json: PublishBot): Promise<BotVersion> =>
    this.call('POST', `/v1/brand/bots/${bot}/versions`, { json, creates: true });
  /** Null switches it off. */
  setBotLive = (bot: AccountId, version: number | null): Promise<Bot> =>
    this.call('PUT', `/v1/brand/bots/${bot}/live`, { json: { version } });

  /** A customer's tickets before one, the newest first; the newest of all without. */
  ticketsOf = async (id: ConversationId, before?: Ticket['id']): Promise<Ticket[]> =>
    (
      await this.call<{ tickets: Ticket[] }>('GET', `/v1/conversations/${encodeURIComponent(id)}/tickets`, {
        query: { before },
      })
    ).tickets;

  search = (q: string, order: SearchOrder, after?: string): Promise<SearchPage> =>
    this.call('GET', '/v1/search', { query: { q, order, after } });

  readJournal = (id: ConversationId, before?: number): Promise<JournalPage> =>
    this.call('GET', `/v1/conversations/${encodeURIComponent(id)}/journal`, { query: { before } });

  attributes = async (): Promise<Attribute[]> =>
    (await this.call<{ attributes: Attribute[] }>('GET', '/v1/brand/attributes')).attributes;
  saveAttribute = (name: string, json: SaveAttribute): Promise<Attribute> =>
    this.call('PUT', `/v1/brand/attributes/${encodeURIComponent(name)}`, { json });
  /** How its values would fit another kind. */
  attributeFit = (name: string, kind: AttributeKind): Promise<AttributeFit> =>
    this.call('GET', `/v1/brand/attributes/${encodeURIComponent(name)}/fit`, { query: { kind } });
  removeAttribute = (name: string): Promise<void> =>
    this.call('DELETE', `/v1/brand/attributes/${encodeURIComponent(name)}`);

  topics = async (): Promise<Topic[]> =>
    (await this.call<{ topics: Topic[] }>('GET', '/v1/brand/topics')).topics;
  saveTopic = (name: string, json: SaveTopic): Promise<Topic> =>
    this.call('PUT', `/v1/brand/topics/${encodeURIComponent(name)}`, { json });
  consents = async (id: ConversationId): Promise<TopicConsent[]> =>
    (await this.call<{ topics: TopicConsent[] }>('GET', `/v1/conversations/${id}/consents`)).topics;
  recordConsent = (id: ConversationId, json: RecordConsent): Promise<Consent> =>
    this.call('POST', `/v1/conversations/${id}/consents`, { json });
  timeline = (id: ConversationId, kind?: TimelineKind, after?: string): Promise<TimelinePage> =>
    this.call('GET', `/v1/conversations/${id}/timeline`, { query: { kind, after } });

  contact = (id: ConversationId): Promise<Contact> => this.call('GET', `/v1/conversations/${id}/contact`);
  changeContact = (id: ConversationId, json: ContactChange): Promise<Contact> =>
    this.call('PATCH', `/v1/conversations/${id}/contact`, { json });
  mergeContact = (id: ConversationId, json: MergeContact): Promise<Contact> =>
    this.call('POST', `/v1/conversations/${id}/others`, { json });
  unmergeContact = (id: ConversationId, other: ConversationId): Promise<Contact> =>
    this.call('DELETE', `/v1/conversations/${id}/others/${other}`);
  ordersOf = (id: ConversationId, after: string): Promise<OrderPage> =>
    this.call('GET', `/v1/conversations/${id}/orders`, { query: { after } });
  verifyOrder = (id: ConversationId, json: VerifyOrder): Promise<Order> =>
    this.call('POST', `/v1/conversations/${id}/orders/verification`, { json });
  decideDispute = (id: ConversationId, dispute: DisputeId, json: DecideDispute): Promise<Dispute> =>
    this.call('POST', `/v1/conversations/${id}/disputes/${dispute}/decision`, { json });
}
