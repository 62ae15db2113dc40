import { X } from 'lucide-react'
import { deck, useView } from '../../state/deck'
import { showPane } from '../../state/navigation'
import { dismissMessage, view } from '../../state/view-store'
import { IconButton } from '../../ui/controls'
import './notices.css'

function dismissNotice(key: string): void {
  view.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.key !== key) }))
}

/** What did not work, and in a browser the calls that a desktop would show as notifications. */
export function Notices() {
  const messages = useView((state) => state.messages)
  const notices = useView((state) => state.notices)
  if (messages.length === 0 && notices.length === 0) return null
  return (
    <div className="notices">
      {notices.length > 0 && (
        <ul aria-label="Notifications">
          {notices.map((notice) => (
            <li key={notice.key} className="notice" data-category={notice.category}>
              <button
                type="button"
                className="notice-open"
                onClick={() => {
                  dismissNotice(notice.key)
                  // What the deck failed at may be about no run.
                  if (deck.getState().runs[notice.run]) showPane(notice.run, notice.pane)
                }}
              >
                <b>{notice.title}</b>
                <span>{notice.body}</span>
              </button>
              <IconButton label="Dismiss notification" onClick={() => dismissNotice(notice.key)}>
                <X size={13} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <ul role="alert" aria-label="Messages">
        {messages.map((message) => (
          <li key={message.id} className="notice notice-message">
            <p className="selectable">{message.text}</p>
            <IconButton label="Dismiss message" onClick={() => dismissMessage(message.id)}>
              <X size={13} />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  )
}
