package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.form.EffectForm;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.Exchange.Outcome;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.WireTap;
import delivery.chaos.testbed.ScenarioClock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageUtil;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTraceTest {
    private static final short VERSION = 5;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final WireTrace trace = new WireTrace(new ScenarioClock(), "pipeline-2", EffectForm.CONTRACT);
    private ServerSocket brokers;
    private WireTap tap;
    private Socket pipeline;
    private Socket broker;

    @BeforeEach
    void connectAPipelineToABroker() throws IOException {
        brokers = new ServerSocket(0, 0, InetAddress.getByName(Endpoint.LOOPBACK));
        tap = WireTap.open("test", Map.of(3, Endpoint.loopback(brokers.getLocalPort())), trace);
        pipeline = new Socket(Endpoint.LOOPBACK, tap.ports().get(0));
        broker = brokers.accept();
    }

    @AfterEach
    void close() throws IOException {
        tap.close();
        pipeline.close();
        broker.close();
        brokers.close();
        assertThat(tap.failures()).isEmpty();
    }

    @Test
    void tellsWhatWasAskedAndWhatWasAnswered() throws Exception {
        endTransaction(7);
        answer(7);

        Exchange exchange = awaitEnd();

        assertThat(exchange.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(exchange.process()).isEqualTo("pipeline-2");
        assertThat(exchange.broker()).isEqualTo(3);
        assertThat(exchange.connection()).isEqualTo(1);
        assertThat(exchange.apiKey()).isEqualTo("EndTxn");
        assertThat(exchange.version()).isEqualTo(VERSION);
        assertThat(exchange.correlationId()).isEqualTo(7);
        assertThat(exchange.request()).containsEntry("transactionalId", "tx").containsEntry("committed", true);
        assertThat(exchange.response()).containsEntry("producerEpoch", 4L).doesNotContainKey("error");
        assertThat(exchange.endedAtMs()).isGreaterThanOrEqualTo(exchange.atMs());
        assertThat(exchange.connectionEnd()).isNull();
    }

    @Test
    void leavesOpenWhatNothingCameOf() throws Exception {
        endTransaction(1);

        assertThat(exchange().outcome()).isEqualTo(Outcome.OPEN);
        assertThat(exchange().endedAtMs()).isNull();
    }

    @Test
    void tellsWhatTheBrokerSaidThatThePipelineNeverHeard() throws Exception {
        Hold lost = tap.holdCarriedOut(request -> request.apiKey() == ApiKeys.END_TXN);
        endTransaction(1);
        answer(1);
        lost.await(DEADLINE).cut();

        Exchange exchange = awaitEnd();

        assertThat(exchange.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(exchange.response()).containsEntry("producerEpoch", 4L);
        assertThat(exchange.connectionEnd()).isEqualTo("CLOSED_BY_TAP");
    }

    @Test
    void tellsARequestThatNeverReachedTheBrokerFromOneThatWasNotAnswered() throws Exception {
        Hold hold = tap.hold(request -> true);
        endTransaction(1);
        hold.await(DEADLINE).discard();
        assertThat(awaitEnd().outcome()).isEqualTo(Outcome.DISCARDED);
    }

    @Test
    void tellsHowTheConnectionOfAnUnansweredRequestEnded() throws Exception {
        endTransaction(1);
        new DataInputStream(broker.getInputStream()).readInt();
        broker.shutdownOutput();

        Exchange exchange = awaitEnd();

        assertThat(exchange.outcome()).isEqualTo(Outcome.UNANSWERED);
        assertThat(exchange.connectionEnd()).isEqualTo("FIN_FROM_BROKER");
    }

    private void endTransaction(int correlationId) throws IOException {
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(ApiKeys.END_TXN.id)
                .setRequestApiVersion(VERSION)
                .setClientId("test")
                .setCorrelationId(correlationId);
        EndTxnRequestData body = new EndTxnRequestData()
                .setTransactionalId("tx")
                .setProducerId(4711)
                .setProducerEpoch((short) 3)
                .setCommitted(true);
        write(pipeline, header, ApiKeys.END_TXN.requestHeaderVersion(VERSION), body);
        Awaitility.await("the request to be noted")
                .atMost(DEADLINE)
                .until(() -> !trace.exchanges().isEmpty());
    }

    private void answer(int correlationId) throws IOException {
        EndTxnResponseData body = new EndTxnResponseData().setProducerId(4711).setProducerEpoch((short) 4);
        write(
                broker,
                new ResponseHeaderData().setCorrelationId(correlationId),
                ApiKeys.END_TXN.responseHeaderVersion(VERSION),
                body);
    }

    private static void write(Socket to, ApiMessage header, short headerVersion, ApiMessage body) throws IOException {
        ByteBuffer head =
                MessageUtil.toByteBufferAccessor(header, headerVersion).buffer();
        ByteBuffer rest = MessageUtil.toByteBufferAccessor(body, VERSION).buffer();
        DataOutputStream out = new DataOutputStream(to.getOutputStream());
        out.writeInt(head.remaining() + rest.remaining());
        out.write(head.array(), head.arrayOffset() + head.position(), head.remaining());
        out.write(rest.array(), rest.arrayOffset() + rest.position(), rest.remaining());
    }

    private Exchange awaitEnd() {
        Awaitility.await("the exchange to end")
                .atMost(DEADLINE)
                .until(() -> exchange().endedAtMs() != null);
        return exchange();
    }

    private Exchange exchange() {
        assertThat(trace.exchanges()).hasSize(1);
        return trace.exchanges().get(0);
    }
}
