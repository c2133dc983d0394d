package no.fribyte.lbprov.proxmox;

import okhttp3.Call;
import okhttp3.EventListener;

/** Notes the moment after which the server may have seen the request. */
final class SendingMark extends EventListener {
    private final Runnable connected;
    private volatile boolean sent;

    SendingMark(Runnable connected) {
        this.connected = connected;
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent = true;
        connected.run();
    }

    boolean sent() {
        return sent;
    }
}
