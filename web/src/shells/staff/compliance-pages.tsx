// The compliance desk of staff: the board, a request, an incident. Loaded when somebody goes there.
import { Route, Switch, useLocation } from 'wouter';
import { Title } from '../../components/desk.tsx';
import { LinkButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Board } from '../../features/compliance/board.tsx';
import { IncidentPage, NewIncident } from '../../features/compliance/incident-pages.tsx';
import { RequestPage } from '../../features/compliance/request-page.tsx';
import { useWords, WordsProvider, type Language } from '../../words/words.tsx';

function Back() {
  const say = useWords();
  return (
    <LinkButton to="/staff/compliance" look="plain">
      <Icon name="back" />
      {say('board.title')}
    </LinkButton>
  );
}

function Pages() {
  const say = useWords();
  const [, navigate] = useLocation();
  return (
    <Switch>
      <Route path="/staff/compliance/requests/:id">
        {({ id }) => (
          <>
            <Back />
            <Title>{say('request.title')}</Title>
            <RequestPage id={id} key={id} />
          </>
        )}
      </Route>
      <Route path="/staff/compliance/incidents/new">
        <Back />
        <Title>{say('incident.new')}</Title>
        <NewIncident
          onDone={(id) => {
            navigate(`/staff/compliance/incidents/${id}`, { replace: true });
          }}
        />
      </Route>
      <Route path="/staff/compliance/incidents/:id">
        {({ id }) => (
          <>
            <Back />
            <Title>{say('incident.title')}</Title>
            <IncidentPage id={id} key={id} />
          </>
        )}
      </Route>
      <Route>
        <Title>{say('board.title')}</Title>
        <Board />
      </Route>
    </Switch>
  );
}

export function CompliancePages({ language }: { language: Language }) {
  return (
    <WordsProvider language={language} catalogue="compliance">
      <Pages />
    </WordsProvider>
  );
}
