import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jms.BytesMessage;
import javax.jms.Connection;
import javax.jms.DeliveryMode;
import javax.jms.Destination;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageProducer;
import javax.jms.Session;
import javax.jms.TextMessage;
import org.apache.activemq.ActiveMQConnectionFactory;

/**
 * A JMS client that knows nothing of STOMP: what it receives is what GC would receive.
 *
 * Reads one JSON object of strings per line: {"id", "op": "consume", "destination"} or {"id", "op": "send",
 * "destination", "kind", "type", "text", "property", "value"}; destinations are "/queue/NAME" or "/topic/NAME", kinds
 * "TextMessage" or "BytesMessage". Answers each with {"id"} or {"id", "error"}, and writes a line without id for each
 * message received.
 */
public class JmsPeer {
    private static final Pattern PAIR = Pattern.compile("\"(\\w+)\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Connection connection;
    private final Session sending;

    /** Arguments: port, and optionally user and password. */
    public static void main(String[] args) throws Exception {
        String url = "failover:(tcp://127.0.0.1:" + args[0] + ")?initialReconnectDelay=50&maxReconnectDelay=500";
        new JmsPeer(url, args.length > 1 ? args[1] : null, args.length > 2 ? args[2] : null).serve();
    }

    private JmsPeer(String url, String user, String password) throws JMSException {
        connection = new ActiveMQConnectionFactory(user, password, url).createConnection();
        connection.start();
        sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private void serve() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Map<String, String> command = parse(line);
            Map<String, String> answer = new LinkedHashMap<>();
            answer.put("id", command.get("id"));
            try {
                execute(command);
            } catch (Exception e) {
                answer.put("error", e.toString());
            }
            print(object(answer));
        }
        connection.close();
    }

    private void execute(Map<String, String> command) throws JMSException {
        switch (command.get("op")) {
            case "consume":
                consume(command.get("destination"));
                break;
            case "send":
                send(command);
                break;
            default:
                throw new IllegalArgumentException("unknown op");
        }
    }

    private void consume(String destination) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        session.createConsumer(resolve(session, destination)).setMessageListener(message -> {
            try {
                print(describe(destination, message));
            } catch (JMSException e) {
                print("{\"destination\":" + string(destination) + ",\"error\":" + string(e.toString()) + "}");
            }
        });
    }

    private void send(Map<String, String> command) throws JMSException {
        Message message;
        if (command.get("kind").equals("BytesMessage")) {
            BytesMessage bytes = sending.createBytesMessage();
            bytes.writeBytes(command.get("text").getBytes(StandardCharsets.UTF_8));
            message = bytes;
        } else {
            message = sending.createTextMessage(command.get("text"));
        }
        if (command.containsKey("type")) {
            message.setJMSType(command.get("type"));
        }
        if (command.containsKey("property")) {
            message.setStringProperty(command.get("property"), command.get("value"));
        }
        MessageProducer producer = sending.createProducer(resolve(sending, command.get("destination")));
        producer.send(message);
        producer.close();
    }

    private static Destination resolve(Session session, String destination) throws JMSException {
        if (destination.startsWith("/topic/")) {
            return session.createTopic(destination.substring("/topic/".length()));
        }
        if (destination.startsWith("/queue/")) {
            return session.createQueue(destination.substring("/queue/".length()));
        }
        throw new IllegalArgumentException("neither /queue/ nor /topic/: " + destination);
    }

    private static String describe(String destination, Message message) throws JMSException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("destination", destination);
        if (message instanceof TextMessage) {
            fields.put("kind", "TextMessage");
            fields.put("text", ((TextMessage) message).getText());
        } else if (message instanceof BytesMessage) {
            BytesMessage bytes = (BytesMessage) message;
            byte[] content = new byte[(int) bytes.getBodyLength()];
            bytes.readBytes(content);
            fields.put("kind", "BytesMessage");
            fields.put("text", new String(content, StandardCharsets.UTF_8));
        } else {
            fields.put("kind", message.getClass().getSimpleName());
        }
        fields.put("jmsType", message.getJMSType());
        boolean persistent = message.getJMSDeliveryMode() == DeliveryMode.PERSISTENT;
        fields.put("deliveryMode", persistent ? "PERSISTENT" : "NON_PERSISTENT");
        Map<String, String> properties = new LinkedHashMap<>();
        for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements();) {
            String name = (String) names.nextElement();
            properties.put(name, String.valueOf(message.getObjectProperty(name)));
        }
        String flat = object(fields);
        return flat.substring(0, flat.length() - 1) + ",\"properties\":" + object(properties) + "}";
    }

    private synchronized void print(String line) {
        out.println(line);
    }

    private static Map<String, String> parse(String line) {
        Map<String, String> fields = new HashMap<>();
        Matcher pair = PAIR.matcher(line);
        while (pair.find()) {
            fields.put(pair.group(1), unescape(pair.group(2)));
        }
        return fields;
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(character(escape.group(1), escape.group(2))));
    }

    private static String character(String hex, String letter) {
        if (hex != null) {
            return String.valueOf((char) Integer.parseInt(hex, 16));
        }
        switch (letter) {
            case "n": return "\n";
            case "r": return "\r";
            case "t": return "\t";
            case "b": return "\b";
            case "f": return "\f";
            default: return letter;
        }
    }

    /** Leaves out what is null. */
    private static String object(Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                pairs.add(string(name) + ":" + string(value));
            }
        });
        return "{" + String.join(",", pairs) + "}";
    }

    private static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
