// Small signs, drawn on a 24 grid with one stroke. Always beside a word or inside a labelled control.

const paths = {
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.6 5.6l3.6 3.6M14.8 14.8l3.6 3.6M18.4 5.6l-3.6 3.6M9.2 14.8l-3.6 3.6M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  leaf: 'M5 19c0-9 5-14 15-14 0 10-5 15-14 14M5 19l8-8',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  send: 'M4 12 20 4l-4 16-4-7zM12 13l8-9',
  stop: 'M7 7h10v10H7z',
  pencil: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  back: 'M19 12H5M11 6l-6 6 6 6',
  phone: 'M6 3h4l1.5 5L9 10a12 12 0 0 0 5 5l2-2.5 5 1.5v4c0 1-1 2-2 2C10 20 4 14 4 5c0-1 1-2 2-2z',
  message: 'M4 5h16v11H11l-5 4v-4H4z',
  mail: 'M3 6h18v12H3zM3 7l9 7 9-7',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 1.5H4zM10 21h4',
  check: 'M5 12.5l4.5 4.5L19 7',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8h.01',
  warning: 'M12 4 22 20H2zM12 10v5M12 17.5h.01',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 11a3 3 0 1 0-1-5.8M18 14.5c2 .7 3.5 2.5 3.5 5.5',
  gear: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  device: 'M6 3h12v18H6zM11 18h2',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  delete: 'M9 6h11v12H9l-6-6zM12 10l4 4M16 10l-4 4',
  shield: 'M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 22 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 3.5 : 1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
