// node --import loopback.mjs …: a program that would listen on every address of the machine listens on 127.0.0.1 alone.
import net from 'node:net';

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function listenOnLoopback(port, host, ...rest) {
    return listen.call(this, port, typeof port === 'number' ? (host ?? '127.0.0.1') : host, ...rest);
};
