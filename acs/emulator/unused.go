package emulator

import (
	"net"
	"net/http"
	"sync"
)

// unused are the connections on which no request has come yet. Clients open some
// ahead and never use them; http.Server.Shutdown would wait 5 s for each.
type unused struct {
	mutex       sync.Mutex
	closing     bool
	connections map[net.Conn]struct{}
}

// watch is an http.Server's ConnState.
func (u *unused) watch(connection net.Conn, state http.ConnState) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	switch {
	case state != http.StateNew:
		delete(u.connections, connection)
	case u.closing:
		_ = connection.Close() // nothing was read from it, nothing is lost
	default:
		if u.connections == nil {
			u.connections = map[net.Conn]struct{}{}
		}
		u.connections[connection] = struct{}{}
	}
}

// close ends them, and those still to come.
func (u *unused) close() {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	u.closing = true
	for connection := range u.connections {
		_ = connection.Close()
	}
}
