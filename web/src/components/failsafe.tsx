// The last net: when a part of the page cannot be shown or loaded, it says so plainly and offers to load the page again.
// Its words are built in, since the catalogues may be what is missing.
import { Component, type ReactNode } from 'react';
import { Buddy } from './buddy.tsx';

const sentences: Record<string, { text: string; again: string }> = {
  en: { text: 'This page could not be shown. Nothing you did is lost.', again: 'Load it again' },
  es: { text: 'Esta página no se ha podido mostrar. No se ha perdido nada.', again: 'Cargarla de nuevo' },
  fr: { text: 'Cette page n’a pas pu s’afficher. Rien n’est perdu.', again: 'La charger de nouveau' },
  de: { text: 'Diese Seite konnte nicht gezeigt werden. Nichts ist verloren.', again: 'Neu laden' },
  pt: { text: 'Não foi possível mostrar esta página. Nada se perdeu.', again: 'Carregar de novo' },
};

interface Properties {
  children: ReactNode;
}

export class Failsafe extends Component<Properties, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    const words = sentences[navigator.language.slice(0, 2)] ?? sentences.en;
    return (
      <main className="app-problem">
        <div className="stack">
          <Buddy pose="pausing" size={72} />
          <p>{words?.text}</p>
          <a className="button button-primary" href={location.pathname}>
            {words?.again}
          </a>
        </div>
      </main>
    );
  }
}
