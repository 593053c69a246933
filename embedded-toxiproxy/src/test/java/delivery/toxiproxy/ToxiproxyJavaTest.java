package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.ToxicList;
import eu.rekawek.toxiproxy.model.toxic.Bandwidth;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import eu.rekawek.toxiproxy.model.toxic.LimitData;
import eu.rekawek.toxiproxy.model.toxic.ResetPeer;
import eu.rekawek.toxiproxy.model.toxic.Slicer;
import eu.rekawek.toxiproxy.model.toxic.SlowClose;
import eu.rekawek.toxiproxy.model.toxic.Timeout;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client library toxiproxy-java, every call of it that talks to the server. */
@OnEveryServer
class ToxiproxyJavaTest extends ConformanceTest {
    private ToxiproxyClient client;

    @BeforeEach
    void createClient() {
        client = new ToxiproxyClient(server.host, server.port);
    }

    @Test
    void readsTheVersion() throws IOException {
        assertThat(client.version()).startsWith("{\"version\": \"").endsWith("\"}");
    }

    @Test
    void createsFindsChangesAndDeletesProxies() throws IOException {
        Proxy created = client.createProxy(proxy + "-java", "127.0.0.1:0", "127.0.0.1:1");
        assertThat(created.getListen()).startsWith("127.0.0.1:").isNotEqualTo("127.0.0.1:0");
        assertThat(created.isEnabled()).isTrue();
        assertThat(client.getProxies()).extracting(Proxy::getName).contains(proxy, proxy + "-java");
        created.disable();
        assertThat(created.isEnabled()).isFalse();
        created.setUpstream(upstreamAddress());
        created.enable();
        assertThat(client.getProxy(proxy + "-java").getUpstream()).isEqualTo(upstreamAddress());
        created.setListen("localhost:0");
        assertThat(created.getListen()).startsWith("127.0.0.1:");
        created.delete();
        assertThat(client.getProxyOrNull(proxy + "-java")).isNull();
    }

    @Test
    void understandsErrors() {
        assertThatThrownBy(() -> client.getProxy("nobody"))
                .isInstanceOf(IOException.class)
                .hasMessage("[404] proxy not found");
        assertThatThrownBy(() -> client.createProxy(proxy, "127.0.0.1:0", "x:1"))
                .isInstanceOf(IOException.class)
                .hasMessage("[409] proxy already exists");
        assertThatThrownBy(() -> {
                    Proxy found = client.getProxy(proxy);
                    found.toxics().limitData("gone", ToxicDirection.UPSTREAM, 1);
                    removeToxic("gone");
                    found.toxics().get("gone");
                })
                .hasMessage("[404] toxic not found");
        assertThatThrownBy(() -> {
                    Proxy found = client.getProxy(proxy);
                    found.delete();
                    found.delete();
                })
                .isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void createsAndChangesEveryTypeOfToxic() throws IOException {
        ToxicList toxics = client.getProxy(proxy).toxics();
        Latency latency =
                toxics.latency("l", ToxicDirection.DOWNSTREAM, 1).setLatency(2).setJitter(3);
        Bandwidth bandwidth = toxics.bandwidth("b", ToxicDirection.UPSTREAM, 1).setRate(1_000_000);
        Slicer slicer = toxics.slicer("s", ToxicDirection.UPSTREAM, 10, 20)
                .setAverageSize(11)
                .setSizeVariation(5)
                .setDelay(21);
        SlowClose slowClose =
                toxics.slowClose("sc", ToxicDirection.DOWNSTREAM, 1).setDelay(2);
        Timeout timeout = toxics.timeout("t", ToxicDirection.DOWNSTREAM, 1).setTimeout(2);
        LimitData limitData = toxics.limitData("ld", ToxicDirection.UPSTREAM, 1).setBytes(2);
        ResetPeer resetPeer =
                toxics.resetPeer("r", ToxicDirection.DOWNSTREAM, 1).setTimeout(2);
        resetPeer.setToxicity(0.25f);
        assertThat(toxics.getAll()).extracting("name").containsExactly("b", "s", "ld", "l", "sc", "t", "r");
        assertThat(toxics.get("l", Latency.class).getJitter()).isEqualTo(3).isEqualTo(latency.getJitter());
        assertThat(latency.getLatency()).isEqualTo(2);
        assertThat(bandwidth.getRate()).isEqualTo(1_000_000);
        assertThat(slicer.getAverageSize()).isEqualTo(11);
        assertThat(slicer.getSizeVariation()).isEqualTo(5);
        assertThat(slicer.getDelay()).isEqualTo(21);
        assertThat(slowClose.getDelay()).isEqualTo(2);
        assertThat(timeout.getTimeout()).isEqualTo(2);
        assertThat(limitData.getBytes()).isEqualTo(2);
        assertThat(resetPeer.getTimeout()).isEqualTo(2);
        assertThat(toxics.get("r").getToxicity()).isEqualTo(0.25f);
        assertThat(toxics.get("b").getStream()).isEqualTo(ToxicDirection.UPSTREAM);
        latency.remove();
        assertThat(toxics.getAll()).extracting("name").doesNotContain("l");
    }

    @Test
    void dropsAnAckAndHealsByReset() throws IOException, InterruptedException {
        Proxy found = client.getProxy(proxy);
        Pair pair = connect();
        pair.exchange();
        found.toxics().limitData("ack", ToxicDirection.DOWNSTREAM, 0);
        pair.client().send("request");
        assertThat(pair.server().receive(7)).isEqualTo("request");
        pair.server().send("ack");
        assertThat(pair.client().ending()).isEqualTo(Peer.Ending.EOF);
        found.disable();
        client.reset();
        assertThat(found.isEnabled()).isTrue();
        assertThat(found.toxics().getAll()).isEmpty();
        connect().exchange();
    }
}
