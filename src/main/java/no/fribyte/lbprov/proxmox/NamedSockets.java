package no.fribyte.lbprov.proxmox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes TLS sockets that ask for the configured server name, whatever address the connection went to. */
final class NamedSockets extends SSLSocketFactory {
    private final SSLSocketFactory standard;
    private final Optional<String> serverName;
    private final boolean nameIsChecked;

    NamedSockets(SSLSocketFactory standard, Optional<String> serverName, boolean nameIsChecked) {
        this.standard = standard;
        this.serverName = serverName;
        this.nameIsChecked = nameIsChecked;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        Socket socket = standard.createSocket(connected, serverName.orElse(host), port, autoClose);
        if (nameIsChecked && socket instanceof SSLSocket tls) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return standard.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return standard.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unlayered();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unlayered();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unlayered();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw unlayered();
    }

    private static UnsupportedOperationException unlayered() {
        return new UnsupportedOperationException("OkHttp connects first and puts TLS on top");
    }
}
