package no.fribyte.lbprov.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A UNIX socket that answers line by line, as a test wants it; one connection after the other. */
final class FakeAgent implements AutoCloseable {
    private static final Pattern SYNC = Pattern.compile("\"id\":(\\d+)");

    private static final long PATIENCE_MILLIS = 10_000;
    private final ServerSocketChannel server;
    private final Thread thread;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /**
     * @param greeting what it says to a connection before it is asked, as ISO 8859-1
     * @param answers what it says to a line; nothing when empty, and it hangs up when it is "hang up"
     */
    FakeAgent(Path socket, String greeting, UnaryOperator<String> answers) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        thread = new Thread(() -> serve(greeting, answers), "fake agent");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers the synchronisation as an agent does, and anything else with the given text. */
    static UnaryOperator<String> afterSync(UnaryOperator<String> answers) {
        return line -> {
            Matcher sync = SYNC.matcher(line);
            if (line.contains("guest-sync-delimited") && sync.find()) {
                return "\u00ff{\"return\": " + sync.group(1) + "}\n";
            }
            return answers.apply(line);
        };
    }

    List<String> heard() {
        return heard;
    }

    private void serve(String greeting, UnaryOperator<String> answers) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                say(client, greeting);
                talk(client, answers);
            } catch (IOException gone) {
                // the next connection
            }
        }
    }

    private void talk(SocketChannel client, UnaryOperator<String> answers) throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (client.read(one) > 0) {
            char next = (char) (one.flip().get() & 0xff);
            one.clear();
            line.append(next);
            if (next == '\n' || (next == '}' && balanced(line))) {
                String text = line.toString().strip();
                line.setLength(0);
                if (!text.isEmpty()) {
                    heard.add(text);
                    String answer = answers.apply(text);
                    if (answer.equals("hang up")) {
                        return;
                    }
                    say(client, answer);
                }
            }
        }
    }

    private static boolean balanced(CharSequence text) {
        return text.chars().filter(c -> c == '{').count()
                == text.chars().filter(c -> c == '}').count();
    }

    private static void say(SocketChannel client, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    /** It answers nobody any more once this returns; a connection that it still has ends with it. */
    @Override
    public void close() throws IOException {
        server.close();
        // also out of a read of somebody who stays connected
        thread.interrupt();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
