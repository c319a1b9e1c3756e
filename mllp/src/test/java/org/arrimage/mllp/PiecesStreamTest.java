// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

class PiecesStreamTest {

    private ServerSocket door;
    private MllpClient client;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client =
                MllpClient.plain(
                        MllpClient.Settings.to("127.0.0.1", door.getLocalPort())
                                .answeringWithin(Duration.ofMillis(300)));
        peer = door.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        peer.close();
        door.close();
    }

    @Test
    void putsThePiecesInOneBlock() throws IOException {
        client.send(out -> {
            out.write("MSH|".getBytes(ISO_8859_1));
            out.write('1');
            out.write("|x".getBytes(ISO_8859_1), 1, 1);
        });

        assertThat(new String(peer.getInputStream().readNBytes(9), ISO_8859_1))
                .isEqualTo("\u000bMSH|1x\u001c\r");
    }

    @Test
    void leavesABlockWithoutEndWhenAPieceCannotBeHad() throws IOException {
        assertThatThrownBy(() ->
                        client.send(out -> {
                            out.write('a');
                            throw new IOException("gone");
                        }))
                .hasMessage("gone");
        client.close();

        assertThat(peer.getInputStream().readAllBytes()).containsExactly(Frame.START, 'a');
    }

    @Test
    void refusesAPieceThatWouldBreakTheFraming() {
        assertThatThrownBy(() -> client.send(out -> out.write(new byte[] {'a', Frame.END})))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesAPeerThatTakesNothingMore() {
        byte[] piece = new byte[1 << 20];
        Arrays.fill(piece, (byte) 'a');

        assertThatThrownBy(() ->
                        client.send(out -> {
                            for (int i = 0; i < 1_000; i++) {
                                out.write(piece);
                            }
                        }))
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void waitsForAPeerThatIsSlow() throws Exception {
        byte[] piece = new byte[1 << 20];
        Thread slow =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                for (int i = 0; i < 80; i++) {
                                    peer.getInputStream().readNBytes(100 * 1024);
                                    Thread.sleep(10);
                                }
                                peer.getInputStream().transferTo(OutputStream.nullOutputStream());
                            } catch (IOException | InterruptedException gone) {
                                return;
                            }
                        });

        client.send(out -> {
            for (int i = 0; i < 10; i++) {
                out.write(piece);
            }
        });

        client.close();
        slow.join();
        assertThat(client.isOpen()).isFalse();
    }
}
