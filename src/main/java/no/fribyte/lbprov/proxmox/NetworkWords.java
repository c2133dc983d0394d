package no.fribyte.lbprov.proxmox;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in words why no answer came. */
final class NetworkWords {
    private NetworkWords() {}

    static WireFailure failure(IOException failed, boolean sent) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedCertificate || cause instanceof SSLPeerUnverifiedException) {
                return new WireFailure(sent, true, String.valueOf(cause.getMessage()), failed);
            }
        }
        return new WireFailure(sent, false, words(failed), failed);
    }

    private static String words(IOException failed) {
        String message = String.valueOf(failed.getMessage());
        if (failed instanceof UnknownHostException) {
            return "the name cannot be resolved";
        }
        if (failed instanceof ConnectException) {
            return failed.getCause() == null
                    ? message
                    : String.valueOf(failed.getCause().getMessage());
        }
        if (failed instanceof SocketTimeoutException || message.equals("timeout")) {
            return "no answer in time";
        }
        // which of them comes is a matter of how far the request was
        if (failed instanceof EOFException
                || message.startsWith("unexpected end of stream")
                || message.contains("Broken pipe")
                || message.contains("Connection reset")) {
            return "the server closed the connection without an answer";
        }
        return message;
    }
}
