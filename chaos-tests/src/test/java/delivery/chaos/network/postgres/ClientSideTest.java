package delivery.chaos.network.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.network.postgres.PostgresMessages.Message;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClientSideTest {
    private static final int BACKEND_PID = 4711;

    private final ClientSide client = new ClientSide(1);

    private boolean take(byte[] bytes) throws IOException {
        Message message = PostgresMessages.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        return client.take(message);
    }

    private Volley query(String statement) throws IOException {
        assertThat(take(ClientMessages.query(statement))).isTrue();
        return client.volley(BACKEND_PID);
    }

    private Volley insert(String eventId) throws IOException {
        take(ClientMessages.parse("S_1", "insert into effects values (?, ?, ?)"));
        take(ClientMessages.bind("S_1", eventId, 7));
        take(ClientMessages.execute());
        assertThat(take(ClientMessages.sync())).isTrue();
        return client.volley(BACKEND_PID);
    }

    @Test
    void aClientWaitsAfterASyncAndNotBefore() throws IOException {
        assertThat(take(ClientMessages.parse("", "select 1"))).isFalse();
        assertThat(take(ClientMessages.execute())).isFalse();
        assertThat(take(ClientMessages.sync())).isTrue();
    }

    @Test
    void tellsTheStatementThatANameStandsForAndItsParametersThatAreTexts() throws IOException {
        Volley volley = insert("e-17");

        assertThat(volley.statements()).containsExactly("insert into effects values (?, ?, ?)");
        assertThat(volley.texts()).containsExactly("e-17");
        assertThat(volley.isCommit()).isFalse();
    }

    @Test
    void aPreparedStatementIsKnownByItsNameInLaterVolleys() throws IOException {
        insert("e-1");
        take(ClientMessages.bind("S_1", "e-2", 7));
        take(ClientMessages.execute());
        take(ClientMessages.sync());

        assertThat(client.volley(BACKEND_PID).statements()).containsExactly("insert into effects values (?, ?, ?)");
    }

    @Test
    void aCommitIsOfAllThatItsTransactionHasNamed() throws IOException {
        query("BEGIN");
        insert("e-1");
        insert("e-2");
        Volley commit = query("COMMIT");

        assertThat(commit.isCommit()).isTrue();
        assertThat(commit.texts()).isEmpty();
        assertThat(commit.transaction()).containsExactlyInAnyOrder("e-1", "e-2");
    }

    @Test
    void aTransactionIsOpenedByWhatIsDoneFirstInIt() throws IOException {
        assertThat(query("BEGIN").opensTransaction()).isFalse();
        assertThat(insert("e-1").opensTransaction()).isTrue();
        assertThat(insert("e-2").opensTransaction()).isFalse();
        query("COMMIT");
        query("BEGIN");

        assertThat(insert("e-3").opensTransaction()).isTrue();
    }

    @Test
    void aTransactionMayBeBegunAndOpenedAtOnce() throws IOException {
        take(ClientMessages.parse("", "BEGIN"));
        take(ClientMessages.bind("", "none", 0));
        take(ClientMessages.execute());

        assertThat(insert("e-1").opensTransaction()).isTrue();
    }

    @Test
    void theNextTransactionBeginsWithNothing() throws IOException {
        query("BEGIN");
        insert("e-1");
        query("COMMIT");
        query("BEGIN");
        insert("e-2");

        assertThat(query("COMMIT").transaction()).containsExactly("e-2");
    }

    @Test
    void whatWasRolledBackIsNoPartOfTheTransactionAfterIt() throws IOException {
        query("BEGIN");
        insert("e-1");
        query("ROLLBACK");
        query("BEGIN");

        assertThat(query("COMMIT").transaction()).isEmpty();
    }

    @Test
    void handsOnExactlyTheBytesThatItTook() throws IOException {
        byte[] begin = ClientMessages.query("BEGIN");
        take(begin);

        assertThat(client.takeBytes()).isEqualTo(begin);
        assertThat(client.takeBytes()).isEmpty();
    }
}
