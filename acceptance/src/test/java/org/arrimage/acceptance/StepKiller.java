// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;

import java.util.List;
import java.util.Map;

/**
 * Kills the server exactly where it enters a method: a debugger stops every thread there, then
 * SIGKILL. The server under test holds no hook for it.
 */
final class StepKiller {

    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private StepKiller() {}

    /** What the server must be started with. */
    static List<String> virtualMachine(int port) {
        return List.of(
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port);
    }

    static void killAt(ServerProcess server, int port, Breakpoint place) throws Exception {
        VirtualMachine machine = attach(port);
        for (ReferenceType type : machine.classesByName(place.type())) {
            for (Method method : type.methodsByName(place.method())) {
                BreakpointRequest request =
                        machine.eventRequestManager().createBreakpointRequest(method.location());
                request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
                request.enable();
            }
        }
        awaitBreakpoint(machine, place);
        server.kill();
    }

    private static void awaitBreakpoint(VirtualMachine machine, Breakpoint place)
            throws InterruptedException {
        EventSet events = machine.eventQueue().remove(LONGEST_WAIT_MILLIS);
        while (events != null) {
            for (Event event : events) {
                if (event instanceof BreakpointEvent) {
                    return;
                }
            }
            events.resume();
            events = machine.eventQueue().remove(LONGEST_WAIT_MILLIS);
        }
        throw new IllegalStateException("the server never came " + place);
    }

    private static VirtualMachine attach(int port) throws Exception {
        AttachingConnector connector =
                Bootstrap.virtualMachineManager().attachingConnectors().stream()
                        .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
                        .findFirst()
                        .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        return connector.attach(arguments);
    }
}
