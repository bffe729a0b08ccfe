declare module 'virtual:later-words' {
  type Load = () => Promise<{ default: Record<string, import('./message.ts').Message> }>;
  export const loaders: Record<string, Record<string, Load | undefined> | undefined>;
}
declare module 'virtual:words' {
  type Load = () => Promise<{ default: Record<string, import('./message.ts').Message> }>;
  export const loaders: Record<string, Record<string, Load | undefined> | undefined>;
}
