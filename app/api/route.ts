// The root of the API is no operation either: what answers unknown paths answers here.
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from './[...path]/route';
