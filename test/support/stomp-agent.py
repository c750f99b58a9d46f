"""An agent's day at a GC, by a client that knows nothing of this package: stomp.py.

Usage: stomp-agent.py PORT. Logs 1081 in, takes a call from a queue, holds it, takes it back, ends it and logs out.
Prints every event, one to a line.
"""

import json
import queue
import sys

import stomp

AGENT = '1081'
DESTINATION = 'stomp-py'
LIMIT = 60  # seconds


class Events(stomp.ConnectionListener):
    def __init__(self):
        self.waiting = queue.Queue()
        self.seen = []

    def on_message(self, frame):
        self.waiting.put(frame.body)

    def wait_for(self, *wanted):
        """The next event with one of these types and states; all events on the way to it are seen."""
        while True:
            body = self.waiting.get(timeout=LIMIT)
            self.seen.append(body)
            event = json.loads(body)
            if (event['type'], event.get('state')) in wanted:
                return event


def main(port):
    events = Events()
    connection = stomp.Connection12([('127.0.0.1', port)], auto_content_length=False)
    connection.set_listener('', events)
    connection.connect(wait=True)
    connection.subscribe(destination=f'/topic/{DESTINATION}', id='1', ack='auto', headers={'receipt': 'ready'})

    def command(word, body=''):
        connection.send('/queue/Connector1', body, headers={'type': f'{word}#{AGENT}'})

    connection.send('/queue/Connector1', '', headers={'type': f'Hello#{DESTINATION}'})
    events.wait_for(('System', None))
    command('Connect', f'{DESTINATION},secret')
    command('Login', 'secret,2001')
    events.wait_for(('State', 'NOT_READY'))
    command('MakeReady')
    events.wait_for(('State', 'READY'))
    dialog = take_call(events, command)
    command('HoldCall', dialog)
    events.wait_for(('State', 'HOLD'))
    command('RetrieveCall', dialog)
    events.wait_for(('State', 'TALKING'))
    command('MakeNotReady')
    events.wait_for(('State', 'TALKING'))
    command('ReleaseCall', dialog)
    events.wait_for(('State', 'NOT_READY'))
    command('Logout')
    events.wait_for(('State', 'LOGOUT'))
    connection.disconnect()
    print('\n'.join(events.seen))


def take_call(events, command):
    """Answers the first call whose customer does not give up before."""
    while True:
        before = len(events.seen)
        dialog = events.wait_for(('NewInboundCall', None))['dialogID']
        command('AnswerCall', dialog)
        if events.wait_for(('InboundCall', 'Active'), ('InboundCall', 'DROP'))['state'] == 'Active':
            return dialog
        events.wait_for(('State', 'READY'))
        del events.seen[before:]


main(int(sys.argv[1]))
