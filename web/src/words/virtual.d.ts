declare module 'virtual:words' {
  type Load = () => Promise<{ default: Record<string, unknown> }>;
  export const loaders: Record<string, Record<string, Load | undefined> | undefined>;
}
