// The contract's words under short names.
import type { components } from './schema.ts';

type Schemas = components['schemas'];

export type AdvisorEvent = Schemas['AdvisorEvent'];
export type Alert = Schemas['Alert'];
export type AlertDelivery = Schemas['AlertDelivery'];
export type AlertPreferences = Schemas['AlertPreferences'];
export type AlertVerdict = Schemas['AlertVerdict'];
export type Avatar = Schemas['Avatar'];
export type Case = Schemas['Case'];
export type Child = Schemas['Child'];
export type ChildChange = Schemas['ChildChange'];
export type ChildFace = Schemas['ChildFace'];
export type Conversation = Schemas['Conversation'];
export type ConversationWithTurns = Schemas['ConversationWithTurns'];
export type Device = Schemas['Device'];
export type DoneEvent = Schemas['DoneEvent'];
export type Family = Schemas['Family'];
export type FamilyChange = Schemas['FamilyChange'];
export type Help = Schemas['Help'];
export type HelpLine = Schemas['HelpLine'];
export type Language = Schemas['Language'];
export type Mood = Schemas['Mood'];
export type MoodEvent = Schemas['MoodEvent'];
export type MoodWeek = Schemas['MoodWeek'];
export type NewChild = Schemas['NewChild'];
export type NoticeEvent = Schemas['NoticeEvent'];
export type PairedDevice = Schemas['PairedDevice'];
export type PairingCode = Schemas['PairingCode'];
export type Problem = Schemas['Problem'];
export type SafetyWatch = Schemas['SafetyWatch'];
export type ScoreDrift = Schemas['ScoreDrift'];
export type Session = Schemas['Session'];
export type SignUp = Schemas['SignUp'];
export type Turn = Schemas['Turn'];
