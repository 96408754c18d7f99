/**
 * The wire: what travels between this client and the server. REST's shapes are the server's own, by way of OpenAPI
 * (`npm run types`); the socket's frames are written after `crates/proto/src/frame.rs`. Never logic; only shapes.
 */
import type { components, operations } from '../api/schema';

type Schemas = components['schemas'];

export type AccountId = Schemas['AccountId'];
export type DeviceId = Schemas['DeviceId'];
export type ConversationId = Schemas['ConversationId'];
export type EventId = Schemas['EventId'];
/** A UUID: the permanent name of one send. */
export type ClientId = Schemas['ClientId'];
/** Milliseconds since 1970-01-01T00:00:00Z by the server's clock. */
export type Timestamp = Schemas['Timestamp'];
/** `epoch.number`, in the middle of catching up `epoch.number.from`: how far a client has seen its account's changes. */
export type Cursor = Schemas['Cursor'];

export type Profile = Schemas['Profile'];
export type Me = Schemas['Me'];
export type ProfileChange = Schemas['ProfileChange'];
export type SignUp = Schemas['SignUp'];
export type SignIn = Schemas['SignIn'];
export type PlatformSignIn = Schemas['PlatformSignIn'];
export type PasswordChange = Schemas['PasswordChange'];
export type SecondFactor = Schemas['SecondFactor'];
/** A secret for an app that makes codes; shown once. */
export type NewSecondFactor = Schemas['NewSecondFactor'];
/** Shown once; each works once. */
export type RecoveryCodes = Schemas['RecoveryCodes'];
/** A passkey: a key that the person's own device holds. */
export type Passkey = Schemas['Passkey'];
export type PasskeyId = Schemas['PasskeyId'];
export type PasskeyList = Schemas['PasskeyList'];
/** What browsers make passkeys by, and ask for them by. */
export type PasskeyCreation = Schemas['PasskeyCreation'];
export type PasskeyRequest = Schemas['PasskeyRequest'];
export type NewPasskey = Schemas['NewPasskey'];
/** What a browser made, before it has a name. */
export type PasskeyMade = Omit<NewPasskey, 'name'>;
export type AddedPasskey = Schemas['AddedPasskey'];
export type PasskeyProof = Schemas['PasskeyProof'];
export type PasskeySignIn = Schemas['PasskeySignIn'];
/** A brand's identity provider, and what it has to know of the server. */
export type SignOn = Schemas['SignOn'];
export type SaveProvider = Schemas['SaveProvider'];
/** The way to it. */
export type SignOnBegun = Schemas['SignOnBegun'];
export type FinishSignOn = Schemas['FinishSignOn'];
/** An identity provider that signs the person in. */
export type SignOnLink = Schemas['SignOnLink'];
export type SignOnLinks = Schemas['SignOnLinks'];
export type Session = Schemas['Session'];
export type Device = Schemas['Device'];
export type DeviceList = Schemas['DeviceList'];
export type ServerInfo = Schemas['ServerInfo'];

/** What a message says. A higher `v` than 1 needs a newer app to show. */
export type Body = Schemas['Body'];
/** A marked part of the text; offset and length count Unicode scalar values. */
export type Entity = Schemas['Entity'];
/** What a brand's message offers, and what its customer tapped. */
export type Choice = Schemas['Choice'];
export type Button = Schemas['Button'];
export type Card = Schemas['Card'];
export type Chosen = Schemas['Chosen'];
/** A file of a message. */
export type Attachment = Schemas['Attachment'];
export type EntityKind = Schemas['EntityKind'];
/** One entry of a conversation's log. A newer server has more kinds; a client skips those that it does not know. */
export type Event = Omit<Schemas['Event'], 'kind'> & { kind: string };
export type EventPage = Omit<Schemas['EventPage'], 'events'> & { events: Event[] };
export type Sent = Schemas['Sent'];
export type Draft = Schemas['Draft'];
/** A conversation as this member sees it: of two states the one with the higher `number` holds. */
export type Conversation = Schemas['Conversation'];
export type ConversationWithEvents = {
  conversation: Conversation;
  events: Event[];
  journal?: JournalEntry[];
};
export type ConversationPage = Omit<Schemas['ConversationPage'], 'conversations'> & {
  conversations: ConversationWithEvents[];
};
/** The brand's side of a conversation. Only the brand's members get it. */
export type BrandThread = Schemas['BrandThread'];
export type Ticket = Schemas['Ticket'];
export type TicketStatus = Schemas['TicketStatus'];
export type Priority = Schemas['Priority'];
export type TicketChange = Partial<Schemas['TicketChange']>;
export type TicketBefore = Schemas['TicketBefore'];
export type ChangedTickets = Schemas['ChangedTickets'];
export type TicketsRequest = {
  status?: TicketStatus;
  of?: 'anyone' | 'me' | 'nobody' | 'following';
  label?: string;
  team?: TeamId;
  view?: View['id'];
  order?: 'newest' | 'oldest' | 'due';
  after?: string;
  limit?: number;
};
export type TicketPage = Schemas['TicketPage'];
export type TicketCounts = Schemas['TicketCounts'];
export type TeamCount = Schemas['TeamCount'];
export type SearchPage = Schemas['SearchPage'];
export type SearchOrder = 'newest' | 'best';
export type FoundText = Schemas['FoundText'];
/** One entry of the brand's journal. A newer server has more kinds; a client skips those that it does not know. */
export type JournalEntry = Schemas['JournalEntry'];
export type JournalPage = Schemas['JournalPage'];
export type Noted = Schemas['Noted'];
export type Brand = Schemas['Brand'];
export type BrandChange = Schemas['BrandChange'];
export type NewBrand = Schemas['NewBrand'];
export type Role = Schemas['Role'];
export type Member = Schemas['Member'];
export type Team = Schemas['Team'];
export type TeamId = Team['id'];
export type SaveTeam = Schemas['SaveTeam'];
export type Followed = Schemas['Followed'];
export type AssignmentRule = Schemas['AssignmentRule'];
export type MemberChange = Partial<Schemas['MemberChange']>;
export type Membership = Schemas['Membership'];
export type SavedReply = Schemas['SavedReply'];
/** What a brand sends the same way each time, with blanks, in its customers' languages. */
export type Template = Schemas['Template'];
export type TemplateKind = Schemas['TemplateKind'];
export type TemplateVariant = Schemas['TemplateVariant'];
export type TemplateButton = Schemas['TemplateButton'];
export type SaveTemplate = Schemas['SaveTemplate'];
export type PreviewTemplate = Schemas['PreviewTemplate'];
export type TemplatePreview = Schemas['TemplatePreview'];
export type SendTemplate = Schemas['SendTemplate'];
/** A reply that waits for its moment. */
export type ScheduledReply = Schemas['ScheduledReply'];
export type ScheduleReply = Schemas['ScheduleReply'];
export type ScheduledList = Schemas['ScheduledList'];
export type ChangeScheduled = Schemas['ChangeScheduled'];
/** What may be sent to a customer, and why something can't be. */
export type Sending = Schemas['Sending'];
export type SendingReason = Schemas['SendingReason'];
/** What has to hold of a ticket. */
export type Filter = Schemas['TicketFilter'];
export type Holder = Schemas['TicketHolder'];
export type View = Schemas['View'];
export type SaveView = Pick<View, 'name' | 'shared' | 'order' | 'filter'>;
export type ViewCount = Schemas['ViewCount'];
export type BusinessHours = Schemas['BusinessHours'];
export type Hours = Schemas['Hours'];
export type AuditDeed = Schemas['AuditDeed'];
export type AuditEntry = Schemas['AuditEntry'];
export type AuditPage = Schemas['AuditPage'];
export interface AuditRequest {
  member?: AccountId;
  after?: string;
}
export type Rule = Schemas['Rule'];
export type SaveRule = Schemas['SaveRule'];
export type RuleTrigger = Schemas['RuleTrigger'];
export type RuleCondition = Schemas['RuleCondition'];
export type AttributeTest = Schemas['AttributeTest'];
export type RuleAction = Schemas['RuleAction'];
export type RuleRun = Schemas['RuleRun'];
export type RuleRunPage = Schemas['RuleRunPage'];

/** Which of a brand's contacts are meant: a rule over what is known of them and what they did. */
export type SegmentRule = Schemas['SegmentRule'];
export type SegmentTest = Schemas['SegmentTest'];
export type SegmentRange = Schemas['SegmentRange'];
export type SegmentWindow = Schemas['SegmentWindow'];
export type SegmentMoment = Schemas['SegmentMoment'];
export type SegmentProperty = Schemas['SegmentProperty'];
export type SegmentOrderFigure = Schemas['SegmentOrderFigure'];
export type SegmentItem = Schemas['SegmentItem'];
export type GivenRule = Schemas['GivenRule'];
export type SaveSegment = Schemas['SaveSegment'];
export type Segment = Schemas['Segment'];
export type SegmentKind = Schemas['SegmentKind'];
export type SegmentCount = Schemas['SegmentCount'];
export type SegmentExplanation = Schemas['SegmentExplanation'];
export type SegmentContact = Schemas['SegmentContact'];
export type KeptContact = Schemas['KeptContact'];
export type KeptContactPage = Schemas['KeptContactPage'];
export type ChangeSegmentList = Schemas['ChangeSegmentList'];
export type SegmentMove = Schemas['SegmentMove'];
export type SegmentMovePage = Schemas['SegmentMovePage'];
export type WhyNot = Schemas['WhyNot'];
/** One message of a brand to all of whom a rule holds and who agreed to hear of its topic, each once. */
export type Campaign = Schemas['Campaign'];
export type SaveCampaign = Required<Omit<Schemas['SaveCampaign'], 'vouchers' | 'journey'>> &
  Pick<Schemas['SaveCampaign'], 'vouchers' | 'journey'>;
/** What follows its message. */
export type CampaignJourney = Schemas['CampaignJourney'];
export type JourneyMessage = Schemas['JourneyMessage'];
export type JourneyProgress = Schemas['JourneyProgress'];
export type JourneyReport = Schemas['JourneyReport'];
export type CampaignId = Campaign['id'];
export type VoucherPool = Schemas['VoucherPool'];
/** Whom no campaign of the brand ever writes to. */
export type Suppression = Schemas['Suppression'];
export type SuppressionReason = Schemas['SuppressionReason'];
export type NewSuppression = Partial<Schemas['NewSuppression']>;
export type SuppressionPage = Schemas['SuppressionPage'];
export type SuppressionsAdded = Schemas['SuppressionsAdded'];
/** The tables of its report. */
export type CampaignTable = 'variants' | 'deliveries';
export type CampaignState = Schemas['CampaignState'];
export type CampaignPause = Schemas['CampaignPause'];
export type CampaignAudience = Schemas['CampaignAudience'];
export type CampaignSchedule = Schemas['CampaignSchedule'];
export type CampaignVariant = Schemas['CampaignVariant'];
export type CampaignGoal = Schemas['CampaignGoal'];
export type CampaignMove = Schemas['CampaignMove'];
export type CampaignSettings = Required<Schemas['CampaignSettings']>;
/** What it would do, how far it is, and what it did. */
export type CampaignDryRun = Schemas['CampaignDryRun'];
export type CampaignForesight = Schemas['CampaignForesight'];
export type ForeseenContact = Schemas['ForeseenContact'];
export type SkipReason = Schemas['SkipReason'];
export type SkippedContacts = Schemas['SkippedContacts'];
export type WaitReason = Schemas['WaitReason'];
export type PreviewCampaign = Schemas['PreviewCampaign'];
export type CampaignPreview = Schemas['CampaignPreview'];
export type TestCampaign = Schemas['TestCampaign'];
export type CampaignTested = Schemas['CampaignTested'];
export type CampaignProgress = Schemas['CampaignProgress'];
export type CampaignReport = Schemas['CampaignReport'];
export type CampaignFigures = Schemas['CampaignFigures'];
export type CampaignLift = Schemas['CampaignLift'];
export type CampaignEstimate = Schemas['CampaignEstimate'];
/** By whose consent a promotion came. */
export type PromotionCard = Schemas['PromotionCard'];
/** How many promotions someone wants in seven days, from all brands together. */
export type PromotionBudget = Schemas['PromotionBudget'];
export type Backtest = Schemas['Backtest'];
export type BacktestTicket = Schemas['BacktestTicket'];
export type SurveySettings = Schemas['SurveySettings'];
export type BrandModel = Schemas['BrandModel'];
export type ModelUses = Schemas['ModelUses'];
export type DraftedReply = Schemas['DraftedReply'];
export type DraftSource = Schemas['DraftSource'];
export type Translate = Schemas['Translate'];
export type Translated = Schemas['Translated'];
export type ServiceLevels = Schemas['ServiceLevels'];
export type Right = Schemas['Right'];
export type OwnRole = Schemas['OwnRole'];
export type HeldRole = Schemas['HeldRole'];
export type SaveRole = Schemas['SaveRole'];
export type RoleList = Schemas['RoleList'];
export type RoleId = OwnRole['id'];
/** A role to give: one that is built in, or one of the brand's own. */
export type WantedRole = { role: Role } | { own_role: RoleId };
export type ClosingSettings = Schemas['ClosingSettings'];
export type RetentionSettings = Schemas['RetentionSettings'];
/** Days after which something goes; what is absent is not asked about. */
export type RetentionRules = { [rule in keyof RetentionSettings]?: number };
export type RetentionPreview = Schemas['RetentionPreview'];
export type WaitSettings = Schemas['WaitSettings'];
export type WaitTold = Schemas['WaitTold'];
export type WaitLanguage = Schemas['WaitLanguage'];
export type CustomerRetention = Schemas['CustomerRetention'];
export type CustomerWait = Schemas['CustomerWait'];
export type LevelPolicy = Schemas['LevelPolicy'];
export type LevelTime = Schemas['LevelTime'];
export type LevelHours = Schemas['LevelHours'];
export type LevelTarget = Schemas['LevelTarget'];
export type LevelClock = Schemas['LevelClock'];
/** What a ticket's customer is promised. */
export type Promised = Schemas['Promise'];
export type Satisfaction = Schemas['Satisfaction'];
export type Figure = operations['list_report_tickets']['parameters']['query']['figure'];
export type Report = Schemas['Report'];
export type TicketHours = Schemas['TicketHours'];
export type ChannelFigures = Schemas['ChannelFigures'];
export type Durations = Schemas['Durations'];
export type MemberFigures = Schemas['MemberFigures'];
export type LabelFigures = Schemas['LabelFigures'];
export type LevelReport = Schemas['LevelReport'];
export type LevelShares = Schemas['LevelShares'];
export type LevelShare = Schemas['LevelShare'];
export type PolicyShares = Schemas['PolicyShares'];
export type ReportTicket = Schemas['ReportTicket'];
export type ReportTickets = Schemas['ReportTickets'];
/** Days by the clocks of the brand's time zone. */
export interface ReportRequest {
  readonly from: string;
  readonly to: string;
}
export interface ReportTicketsRequest extends ReportRequest {
  readonly figure: Figure;
  readonly member?: AccountId;
  readonly label?: string;
  readonly policy?: string;
  readonly channel?: Schemas['Channel'];
  readonly weekday?: Schemas['Weekday'];
  readonly hour?: number;
  readonly after?: string | undefined;
}
export type ReportTable = operations['export_report']['parameters']['query']['table'];
export type SaveReply = Schemas['SaveReply'];
/** What a brand knows of a customer. */
export type Contact = Schemas['Contact'];
export type ContactAttribute = Schemas['ContactAttribute'];
export type ContactChange = Partial<Omit<Schemas['ContactChange'], 'attributes'>> & {
  /** Null forgets one. */
  attributes?: Record<string, AttributeValue | null>;
};
/** The conversation with them, or their handle. */
export type MergeContact = { conversation: ConversationId } | { handle: string };
export type Attribute = Schemas['Attribute'];
export type AttributeKind = Schemas['AttributeKind'];
export type AttributeValue = Schemas['AttributeValue'];
export type SaveAttribute = Pick<Schemas['SaveAttribute'], 'label' | 'kind'>;
export type AttributeFit = Schemas['AttributeFit'];
export type Identity = Schemas['Identity'];
export type IdentityKind = Schemas['IdentityKind'];
export type Order = Schemas['Order'];
export type OrderTotals = Schemas['OrderTotals'];
export type OrderPage = Schemas['OrderPage'];
/** Something that a brand writes about, for those who agree to it. */
export type Topic = Schemas['Topic'];
export type SaveTopic = Schemas['SaveTopic'];
export type TopicConsent = Schemas['TopicConsent'];
export type Consent = Schemas['Consent'];
export type ConsentState = Schemas['ConsentState'];
export type RecordConsent = Pick<Schemas['RecordConsent'], 'topic' | 'state' | 'source' | 'text'>;
/** A topic as its customer switches it. */
export type Preference = Schemas['Preference'];
export type Preferences = Schemas['Preferences'];
export type PromotionFrequency = Schemas['PromotionFrequency'];
/** How a brand is to write to somebody. */
export type PromotionWishes = Schemas['PromotionWishes'];
/** One entry of a customer's timeline. A newer server has more kinds; a client skips those that it does not know. */
export type TimelineEntry = Schemas['TimelineEntry'];
export type TimelinePage = Schemas['TimelinePage'];
export type TimelineKind = NonNullable<
  NonNullable<operations['read_timeline']['parameters']['query']>['kind']
>;
export type Shop = Schemas['Shop'];
export type ShopKind = Schemas['ShopKind'];
/** A system of a brand that tells what customers do. */
export type Source = Schemas['Source'];
export type FreshSource = Schemas['FreshSource'];
export type SaveSource = Schemas['SaveSource'];
export type TableKind = LookRequest['kind'];
/** What can be taken out as a file. */
export type ExportKind = Exclude<TableKind, 'consents'>;
export type FileLook = Schemas['FileLook'];
export type FileColumn = Schemas['FileColumn'];
export type ImportedPiece = Schemas['ImportedPiece'];
export type RowProblem = Schemas['RowProblem'];
export type LookRequest = operations['look_at_file']['parameters']['query'];
export type ImportRequest = operations['import_piece']['parameters']['query'];
export type VerifyOrder = { number: string } & Partial<Schemas['VerifyOrder']>;
export type Article = Schemas['Article'];
export type ArticleText = Schemas['ArticleText'];
export type ArticleState = NonNullable<
  NonNullable<operations['list_articles']['parameters']['query']>['state']
>;
export type ArticlePage = Schemas['ArticlePage'];
export type ArticleWithText = Schemas['ArticleWithText'];
export type ArticleVersion = Schemas['ArticleVersion'];
export type SaveArticle = Schemas['SaveArticle'];
export type KnowledgeAnswer = Schemas['KnowledgeAnswer'];
export type FoundBy = Schemas['FoundBy'];
export type UnansweredQuestion = Schemas['UnansweredQuestion'];
/** What a bot leaves to the people who take over. */
export type HandedOver = Schemas['HandedOver'];
export type Bot = Schemas['Bot'];
export type Webhook = Schemas['Webhook'];
export type WebhookEvent = Schemas['WebhookEvent'];
export type WebhookDelivery = Schemas['WebhookDelivery'];
export type FreshWebhook = Schemas['FreshWebhook'];
export type SaveWebhook = Pick<Schemas['SaveWebhook'], 'url' | 'events'> & Partial<Schemas['SaveWebhook']>;
export type BotReport = Schemas['BotReport'];
/** How a program of the brand's own answers. */
export type OwnBot = Schemas['OwnBot'];
export type BotToken = Schemas['BotToken'];
export type FreshBotToken = Schemas['FreshBotToken'];
export type BotVersion = Schemas['BotVersion'];
export type BotSource = Schemas['BotSource'];
export type FlowCheck = Schemas['FlowCheck'];
export type FlowFinding = Schemas['FlowFinding'];
export type SimulateFlow = Schemas['SimulateFlow'];
export type SimulatedInput = Schemas['SimulatedInput'];
export type SimulatedAct = Schemas['SimulatedAct'];
export type Simulation = Schemas['Simulation'];
export type PublishBot = Pick<Schemas['PublishBot'], 'source'> & Partial<Schemas['PublishBot']>;

export type FoundAccount = Schemas['FoundAccount'];
export type Presence = Schemas['Presence'];
export type PresenceList = Schemas['PresenceList'];

/** Which part of a log to read: at most one of the first three. */
export interface PageRequest {
  before?: number;
  after?: number;
  around?: number;
  limit?: number;
}

export type Snapshot = ConversationPage & { cursor: Cursor; me: Me };

/** One change: the whole present state of one object. `from`: a catch-up that began there does not end with it. */
export type Entry = { previous: number; number: number; from?: number } & (
  ConversationWithEvents | { me: Me }
);

/** `unreachable` is made by this client when no answer came; no server sends it. */
export type ErrorCode = Schemas['ErrorCode'] | 'unreachable';

/** An error as it travels: problem details (RFC 9457). */
export type Problem = Omit<Schemas['Problem'], 'code'> & { code: ErrorCode };

export interface ClientFrame {
  type: string;
  id?: number;
  params?: object;
}

/** What of a brand its members hold, and read again when it is said to have changed. */
export type BrandPart = 'brand' | 'replies' | 'templates';

export type ServerFrame =
  | { type: 'welcome'; account: AccountId; device: DeviceId; now: Timestamp }
  | ({ type: 'snapshot' } & Snapshot)
  | ({ type: 'entry' } & Entry)
  | { type: 'caught_up'; cursor: Cursor }
  | { type: 'reply'; id: number; result?: unknown; error?: Problem }
  | { type: 'error'; error: Problem }
  | { type: 'typing'; conversation: ConversationId; account: AccountId }
  | { type: 'attention'; conversation: ConversationId; member: AccountId; writing: boolean }
  | { type: 'brand_changed'; part: BrandPart }
  | ({ type: 'presence' } & Presence)
  | { type: 'bye'; error: Problem; reconnect_after?: number | null };

/** A customer says that something is wrong, and the brand settles it with them or decides. */
export type Dispute = Schemas['Dispute'];
export type DisputeId = Schemas['DisputeId'];
export type DisputeState = Schemas['DisputeState'];
export type DisputeDeed = Schemas['DisputeDeed'];
export type DisputeStep = Schemas['DisputeStep'];
export type DisputeList = Schemas['DisputeList'];
export type DisputeWithHistory = Schemas['DisputeWithHistory'];
/** A step of a dispute, as the thread tells it. */
export type DisputeCard = Schemas['DisputeCard'];
export type OpenDispute = Schemas['OpenDispute'];
export type TakeDisputeStep = Schemas['TakeDisputeStep'];
export type DecideDispute = Schemas['DecideDispute'];
export type Remedy = Schemas['Remedy'];
