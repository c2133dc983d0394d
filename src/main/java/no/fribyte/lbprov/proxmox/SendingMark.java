package no.fribyte.lbprov.proxmox;

import okhttp3.Call;
import okhttp3.EventListener;

/** Notes the moment after which the server may have seen the request. */
final class SendingMark extends EventListener {
    private volatile boolean sent;

    @Override
    public void requestHeadersStart(Call call) {
        sent = true;
    }

    boolean sent() {
        return sent;
    }
}
